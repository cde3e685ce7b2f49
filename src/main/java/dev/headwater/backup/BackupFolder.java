package dev.headwater.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a backup. One process writes to it at a time; the lock ends with the process. Only
 * the owner can read what this class creates, because events hold prompts and names. Not
 * thread-safe.
 */
public final class BackupFolder implements AutoCloseable {
  /** Lists the files of the last whole backup. */
  public static final String MANIFEST = "manifest.json";

  private static final String UNFINISHED = "unfinished.json";
  private static final String LOCK = "lock";
  private static final String NEW = ".new";

  private final Path path;
  private final FileChannel lock;

  private BackupFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens a folder to write a backup. Creates it if it is missing.
   *
   * @throws BackupException if it cannot be written, another backup writes to it, or it contains
   *     something else
   */
  public static BackupFolder openToWrite(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (!Files.isDirectory(path)) {
        Files.createDirectory(path, attributes(path, "rwx------"));
      }
      if (!Files.exists(path.resolve(LOCK)) && !isEmpty(path)) {
        throw new BackupException(
            "the folder " + path + " holds something other than a backup; name a new or empty one");
      }
      FileChannel lock = lock(path.resolve(LOCK));
      return new BackupFolder(path, lock);
    } catch (IOException failed) {
      throw new BackupException(
          "cannot write to the folder " + path + " (" + reason(failed) + ")", failed);
    }
  }

  /** Opens the folder of a backup to read it. */
  public static BackupFolder openToRead(Path path) {
    return new BackupFolder(path, null);
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            attributes(file, "rw-------"));
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      channel.close();
      throw inUse(file, sameProcess);
    }
    channel.close();
    throw inUse(file, null);
  }

  private static BackupException inUse(Path lock, Exception cause) {
    return new BackupException(
        "another backup is being written to the folder " + lock.getParent() + "; wait for its end",
        cause);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  /** The last whole backup in the folder; empty if there is none. */
  public Optional<Manifest> complete() {
    return read(MANIFEST);
  }

  /** What a run that was interrupted has written; empty if none was. */
  Optional<Manifest> unfinished() {
    return read(UNFINISHED);
  }

  private Optional<Manifest> read(String name) {
    Path file = path.resolve(name);
    try {
      JsonNode json = Json.mapper().readTree(Files.readAllBytes(file));
      int format = json.path("format").asInt(0);
      if (format != Manifest.FORMAT) {
        throw new BackupException(
            file
                + " has format "
                + format
                + ", and this version of Headwater reads format "
                + Manifest.FORMAT
                + "; use the version that wrote it, "
                + json.path("headwater").asText("which it does not name"));
      }
      return Optional.of(Json.mapper().treeToValue(json, Manifest.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JsonProcessingException damaged) {
      throw new BackupException(file + " is damaged: " + damaged.getOriginalMessage(), damaged);
    } catch (IOException failed) {
      throw new BackupException("cannot read " + file + " (" + reason(failed) + ")", failed);
    }
  }

  /** Records how far a run is, so that the next one goes on from there if this one is ended. */
  void saveUnfinished(Manifest manifest) throws IOException {
    replace(UNFINISHED, manifest);
  }

  /** Makes this the whole backup, in one step, and deletes the files that it does not list. */
  void finish(Manifest manifest) throws IOException {
    replace(MANIFEST, manifest);
    Files.deleteIfExists(path.resolve(UNFINISHED));
    Set<String> listed = new HashSet<>(Set.of(MANIFEST, LOCK));
    files(manifest).forEach(file -> listed.add(file.name()));
    for (Path file : allFiles()) {
      if (!listed.contains(name(file))) {
        Files.delete(file);
      }
    }
  }

  private List<Path> allFiles() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }

  private String name(Path file) {
    return path.relativize(file).toString().replace('\\', '/');
  }

  private void replace(String name, Manifest manifest) throws IOException {
    Path target = path.resolve(name);
    Path fresh = path.resolve(name + NEW);
    try (FileChannel out =
        FileChannel.open(
            fresh,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            privateFile(fresh))) {
      ByteBuffer json =
          ByteBuffer.wrap(
              Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      while (json.hasRemaining()) {
        out.write(json);
      }
      out.force(true);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(path);
  }

  /** Puts the entries of a folder on the disk, where the system can. */
  static void forceFolder(Path folder) {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException notHere) { // Windows opens no folders
      return;
    }
  }

  /** Creates the folder of a part's files if it is missing. */
  void createFolder(Part part) throws IOException {
    Path folder = path.resolve(part.label());
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, attributes(folder, "rwx------"));
    }
  }

  Path path() {
    return path;
  }

  /**
   * Reads every file that the manifest lists, and compares its length and its digest.
   *
   * @throws BackupException that names the first file that is missing, or is not as it was written
   */
  public void verify(Manifest manifest) {
    files(manifest).forEach(this::verify);
  }

  private static Stream<Manifest.File> files(Manifest manifest) {
    return manifest.topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.files().stream());
  }

  private void verify(Manifest.File listed) {
    Path file = path.resolve(listed.name());
    if (!file.normalize().startsWith(path.normalize())) {
      throw new BackupException(MANIFEST + " lists a file outside of the folder: " + listed.name());
    }
    MessageDigest digest = Digests.sha256();
    long bytes;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes = in.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException missing) {
      throw new BackupException(
          "the file " + file + " of the backup is missing; nothing was restored", missing);
    } catch (IOException failed) {
      throw new BackupException("cannot read " + file + " (" + reason(failed) + ")", failed);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (bytes != listed.bytes() || !found.equals(listed.sha256())) {
      throw new BackupException(
          "the file "
              + file
              + " is not as the backup wrote it ("
              + bytes
              + " bytes, SHA-256 "
              + found
              + "; expected "
              + listed.bytes()
              + " and "
              + listed.sha256()
              + "); nothing was restored");
    }
  }

  static FileAttribute<?>[] privateFile(Path file) {
    return attributes(file, "rw-------");
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  static String reason(IOException failed) {
    return failed.getClass().getSimpleName()
        + (failed.getMessage() == null ? "" : ": " + failed.getMessage());
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
