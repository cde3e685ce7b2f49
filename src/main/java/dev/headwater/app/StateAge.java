package dev.headwater.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps account of when the state on disk last followed Kafka, and discards state that did not for
 * too long.
 *
 * <p>State on disk is brought up to date by the records of its changelog that are newer than it. A
 * deleted row has such a record for a day at least ({@link #TOMBSTONES}); then Kafka may remove it.
 * State that is older than that would keep the row, and nothing would say so: an alert that was
 * resolved would be open again, a retracted edge would be back. Not thread-safe.
 */
final class StateAge {
  /** For how long Kafka keeps the record of a deletion, at least. */
  static final Duration TOMBSTONES = Duration.ofDays(1);

  /** For how long state may be cut off from Kafka. Less, because clocks may be apart. */
  static final Duration MOST = TOMBSTONES.dividedBy(2);

  private static final String FILE = "followed-kafka";
  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(StateAge.class);

  private final Path folder;
  private final Path file;
  private final Clock clock;
  private Instant noted;

  /**
   * Discards the state if it is too old.
   *
   * @param folder with folders of state, possibly none
   * @throws StartException if the state cannot be deleted
   */
  StateAge(Path folder, Clock clock) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
    this.clock = clock;
    this.noted = clock.instant();
    try {
      List<Path> state = folders();
      Optional<Duration> age = state.isEmpty() ? Optional.empty() : Optional.of(age(state));
      if (age.filter(old -> old.compareTo(MOST) > 0).isPresent()) {
        LOG.info(
            "the state in {} was not used for {} hours; it is discarded and restored from Kafka,"
                + " which may have forgotten what was deleted meanwhile",
            folder,
            age.get().toHours());
        for (Path each : state) {
          delete(each);
        }
      }
    } catch (IOException failed) {
      throw new StartException(
          "cannot delete old state in " + folder + " (" + failed.getMessage() + "); delete it",
          failed);
    }
  }

  /**
   * Must be called every few seconds while Kafka answers.
   *
   * @return for how long the state was cut off, if that was too long for it to be used any more
   */
  Optional<Duration> follows() {
    Instant now = clock.instant();
    Duration silent = Duration.between(noted, now);
    if (silent.compareTo(MOST) > 0) {
      return Optional.of(silent);
    }
    if (silent.compareTo(BETWEEN_NOTES) >= 0 || !Files.exists(file)) {
      try {
        Files.writeString(file, now + "\n");
        Files.setLastModifiedTime(file, FileTime.from(now));
      } catch (IOException failed) {
        LOG.debug("cannot note that the state follows Kafka", failed);
      }
      noted = now;
    }
    return Optional.empty();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  /** The age of state without a note is that of its latest file. */
  private Duration age(List<Path> state) throws IOException {
    Instant latest = Instant.EPOCH;
    if (Files.exists(file)) {
      latest = Files.getLastModifiedTime(file).toInstant();
    } else {
      for (Path each : state) {
        try (Stream<Path> all = Files.walk(each)) {
          for (Path path : all.toList()) {
            FileTime modified = Files.getLastModifiedTime(path);
            latest = latest.isAfter(modified.toInstant()) ? latest : modified.toInstant();
          }
        }
      }
    }
    return Duration.between(latest, clock.instant());
  }

  private static void delete(Path state) throws IOException {
    try (Stream<Path> all = Files.walk(state)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
