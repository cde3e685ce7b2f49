package dev.headwater.cli.operate;

import dev.headwater.cli.terminal.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The server's file of tokens: a line each with name, role and hash.
 *
 * <p>A line is appended in place, in one write and under a lock. A new file in place of the old one
 * would get another owner, for example root, and the server could not read it any more. A server
 * that reads a line in the middle of the write finds a hash that is too short, and keeps what it
 * knows until the next look.
 */
final class TokensFile {

  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Path file;

  TokensFile(Path file) {
    this.file = file;
  }

  /**
   * Appends a line: all of it, or nothing.
   *
   * @throws Failure if the file has the name or the hash already, or cannot be written
   */
  void append(String name, String role, String hash) {
    try (FileChannel channel = open()) {
      channel.lock(); // until the channel is closed
      String before = read(channel);
      before.lines().forEach(line -> requireOther(line.strip().split("\\s+"), name, hash));
      boolean unfinished = !before.isEmpty() && !before.endsWith("\n");
      write(channel, (unfinished ? "\n" : "") + line(name, role, hash) + "\n");
    } catch (NoSuchFileException noFolder) {
      throw Failure.cannot("cannot make " + file + ": its folder does not exist", noFolder);
    } catch (IOException failed) {
      throw Failure.cannot("cannot write " + file + " (" + reason(failed) + ")", failed);
    }
  }

  static String line(String name, String role, String hash) {
    return name + " " + role + " " + hash;
  }

  private void requireOther(String[] words, String name, String hash) {
    if (words[0].equals(name)) {
      throw Failure.refused(
          file
              + " has a token of the name "
              + name
              + " already; remove its line, or take another name");
    }
    if (words.length > 2 && words[2].equalsIgnoreCase(hash)) {
      throw Failure.refused(
          file + " has this token already, under the name " + words[0] + "; each needs its own");
    }
  }

  private static String reason(IOException failed) {
    String reason =
        failed instanceof FileSystemException ofFile ? ofFile.getReason() : failed.getMessage();
    return reason == null ? failed.getClass().getSimpleName() : reason;
  }

  private FileChannel open() throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return Files.isDirectory(file) || !hasModes()
        ? FileChannel.open(file, options)
        : FileChannel.open(file, options, ownerOnly());
  }

  private boolean hasModes() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  private String read(FileChannel channel) throws IOException {
    if (channel.size() > MAX_BYTES) {
      throw Failure.cannot(file + " is larger than " + MAX_BYTES + " bytes; is it a tokens file?");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // A read may return less than there is.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    long end = channel.size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException failed) {
      channel.truncate(end);
      throw failed;
    }
  }
}
