package dev.headwater.sdk.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small file, and describes one that cannot be read. */
final class BoundedFile {

  private BoundedFile() {}

  /**
   * Returns the bytes of the file.
   *
   * @param place what names the file: an option, a variable or a setting
   */
  static byte[] read(Path file, String place, int maxBytes) throws AccessException {
    if (Files.isDirectory(file)) {
      throw new AccessException(place + ": " + file + " is a folder, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new AccessException(place + ": " + file + " is larger than " + maxBytes + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException missing) {
      throw new AccessException(place + ": there is no file " + file, missing);
    } catch (IOException unreadable) {
      throw new AccessException(
          place + ": cannot read " + file + " (" + unreadable.getClass().getSimpleName() + ")",
          unreadable);
    }
  }
}
