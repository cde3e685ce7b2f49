package dev.headwater.app.check;

import dev.headwater.app.settings.ListenAddress;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.StateFolder;
import dev.headwater.app.topics.Finding;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.store.StateFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** Looks at this machine: the port, and the folder for the state. */
final class MachineCheck {

  private static final String STATE = "state folder";
  private static final long MIB = 1024 * 1024;

  /** Less is not enough to open the stores. */
  private static final long LEAST_BYTES = 256 * MIB;

  /** Less is soon used up. */
  private static final long SCARCE_BYTES = 2048 * MIB;

  private final Settings settings;
  private final ToLongFunction<Path> usableBytes;

  /**
   * @param usableBytes how much may still be written to the file system of a folder
   */
  MachineCheck(Settings settings, ToLongFunction<Path> usableBytes) {
    this.settings = settings;
    this.usableBytes = usableBytes;
  }

  /** How many bytes this process may still write to the file system of a folder that exists. */
  static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }

  /** Whether the API can listen where it should. */
  static Finding port(Settings settings) {
    try {
      ListenAddress address = ListenAddress.of(settings);
      boolean any = settings.count(Setting.HTTP_PORT) == 0;
      return Finding.ok(
          "port",
          (any ? "a free one would be taken" : address.host() + ":" + address.port() + " is free")
              + "; other instances would reach this one at "
              + address.advertisedHost());
    } catch (StartException taken) {
      return Finding.wrong("port", taken.getMessage(), "");
    }
  }

  /**
   * What is the case with the folder for the state.
   *
   * @param graphTopic the id of the graph topic, which state that is used belongs to; empty if
   *     there is none
   */
  List<Finding> state(Optional<Uuid> graphTopic) {
    List<Finding> findings = new ArrayList<>();
    Path folder = StateFolder.parent(settings);
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    String remedy = "name another with " + Setting.STATE_DIR.key();
    if (!Files.isDirectory(existing)) {
      findings.add(Finding.wrong(STATE, existing + " is not a folder", remedy));
      return findings;
    }
    if (!Files.isWritable(existing)) {
      findings.add(Finding.wrong(STATE, "this process cannot write to " + existing, remedy));
      return findings;
    }
    findings.add(space(folder, existing));
    graphTopic
        .map(id -> folder.resolve(id.toString()))
        .filter(Files::isDirectory)
        .ifPresent(used -> findings.add(format(used)));
    return findings;
  }

  private Finding space(Path folder, Path existing) {
    long bytes;
    try {
      bytes = usableBytes.applyAsLong(existing);
    } catch (UncheckedIOException unknown) {
      return Finding.unknown(
          STATE, "how much space " + existing + " has is unknown: " + unknown.getMessage(), "");
    }
    String what = folder + " has " + bytes / MIB + " MiB of space";
    String remedy = "make room, or name another with " + Setting.STATE_DIR.key();
    if (bytes < LEAST_BYTES) {
      return Finding.wrong(STATE, what + ", and at least 256 are needed", remedy);
    }
    return bytes < SCARCE_BYTES
        ? Finding.warning(STATE, what + ", which is soon used up", remedy)
        : Finding.ok(STATE, what + (existing.equals(folder) ? "" : "; it would be created"));
  }

  /** Compares the format of the stores with the one that this version reads. */
  private Finding format(Path used) {
    try (Stream<Path> paths = Files.walk(used, 4)) {
      Path wanted = Path.of("rocksdb", GraphTopology.STORE);
      List<Path> stores = paths.filter(path -> path.endsWith(wanted)).sorted().toList();
      Path logs = Files.createTempDirectory("headwater-check-");
      try {
        for (Path store : stores) {
          OptionalInt format = StateFormat.onDisk(store, logs);
          if (format.isPresent() && format.getAsInt() != StateFormat.VERSION) {
            return otherFormat(store, format.getAsInt());
          }
        }
      } finally {
        delete(logs);
      }
      return Finding.ok(
          STATE,
          "has the state of " + stores.size() + " partitions, in format " + StateFormat.VERSION);
    } catch (IOException | UncheckedIOException unreadable) {
      return Finding.unknown(
          STATE,
          "which format the state has could not be read: " + unreadable.getMessage(),
          "if it is damaged, delete " + used + ": it is restored from Kafka");
    }
  }

  private static Finding otherFormat(Path store, int format) {
    String what =
        store + " has format " + format + ", and this version reads format " + StateFormat.VERSION;
    return format > StateFormat.VERSION
        ? Finding.wrong(
            STATE, what, "run the later version that wrote it, or stop all instances and run reset")
        : Finding.warning(
            STATE,
            what + ": the start rebuilds it from the events",
            "stop all instances of the earlier version; the start waits for that");
  }

  private static void delete(Path logs) throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(logs);
  }
}
