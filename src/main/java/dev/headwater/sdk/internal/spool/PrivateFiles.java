package dev.headwater.sdk.internal.spool;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions that allow access only to the owner of a new file or folder, if the file system
 * supports them.
 */
final class PrivateFiles {

  private PrivateFiles() {}

  static FileAttribute<?>[] file(Path file) {
    return attributes(file, "rw-------");
  }

  static FileAttribute<?>[] folder(Path folder) {
    return attributes(folder, "rwx------");
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
