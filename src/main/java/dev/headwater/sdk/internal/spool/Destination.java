package dev.headwater.sdk.internal.spool;

import dev.headwater.model.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the events of a client go: brokers and a topic. Clients for several destinations may share
 * a folder. So each notes its own there, in a file {@code <owner>.to-<hash>}, and takes over only
 * what was left for the same one.
 *
 * <p>Two destinations are the same if the topics are equal and at least one broker is: a host and
 * port belong to one cluster. The name of the file has a hash of the whole, because a file can be
 * created on a full disk, but not always written.
 *
 * @param servers {@code host:port}, in order
 */
public record Destination(SortedSet<String> servers, String topic) {

  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);
  private static final String MARK = ".to-";
  private static final int HASH_DIGITS = 16;
  private static final int LONGEST_NOTE = 64 * 1024;

  public Destination {
    servers = Collections.unmodifiableSortedSet(new TreeSet<>(servers));
  }

  /**
   * Returns the destination.
   *
   * @param bootstrapServers {@code host:port}, comma-separated
   */
  public static Destination of(String bootstrapServers, String topic) {
    return new Destination(
        Arrays.stream(bootstrapServers.split(","))
            .map(server -> server.strip().toLowerCase(Locale.ROOT))
            .filter(server -> !server.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)),
        topic);
  }

  /** Notes that the events of an owner go here. Called before there are any. */
  void note(Path folder, String owner) throws IOException {
    Path file = folder.resolve(owner + MARK + hash());
    try {
      Files.createFile(file, PrivateFiles.file(file));
    } catch (FileAlreadyExistsException noted) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(this + "\n"));
    } catch (IOException full) {
      LOG.debug("{} cannot be written, its name says enough", file, full);
    }
  }

  /** Removes what an owner noted, because nothing of it is left. */
  static void forget(Path folder, String owner) throws IOException {
    Optional<Path> noted = noted(folder, owner);
    if (noted.isPresent()) {
      Files.deleteIfExists(noted.get());
    }
  }

  private static Optional<Path> noted(Path folder, String owner) throws IOException {
    Pattern name = Pattern.compile(Pattern.quote(owner + MARK) + "[0-9a-f]{" + HASH_DIGITS + "}");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> name.matcher(file.getFileName().toString()).matches())) {
      for (Path file : files) {
        return Optional.of(file);
      }
      return Optional.empty();
    }
  }

  /**
   * Returns the destination of an owner if it is another one than this, as a text; empty if it is
   * this one, or if the owner noted none, as earlier versions do.
   */
  Optional<String> other(Path folder, String owner) throws IOException {
    Optional<Path> noted = noted(folder, owner);
    if (noted.isEmpty() || noted.get().getFileName().toString().endsWith(MARK + hash())) {
      return Optional.empty();
    }
    Optional<Destination> known = read(noted.get());
    boolean same =
        known.isPresent()
            && known.get().topic.equals(topic)
            && !Collections.disjoint(known.get().servers, servers);
    return same
        ? Optional.empty()
        : Optional.of(known.map(Destination::toString).orElse("another destination"));
  }

  /** Reads a note. Empty if it was not written to its end. */
  private static Optional<Destination> read(Path file) throws IOException {
    if (SpoolFolder.size(file) > LONGEST_NOTE) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int space = text.lastIndexOf(' ');
    return text.endsWith("\n") && space > 0
        ? Optional.of(of(text.substring(0, space), text.substring(space + 1).strip()))
        : Optional.empty();
  }

  private String hash() {
    return HexFormat.of().formatHex(Sha256.of(toString())).substring(0, HASH_DIGITS);
  }

  /** Returns the brokers, comma-separated, and the topic. */
  @Override
  public String toString() {
    return String.join(",", servers) + " " + topic;
  }
}
