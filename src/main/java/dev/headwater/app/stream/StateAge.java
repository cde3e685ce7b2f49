package dev.headwater.app.stream;

import static java.util.stream.Collectors.toMap;

import dev.headwater.app.settings.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
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
public final class StateAge {
  /** For how long Kafka keeps the record of a deletion, at least. */
  static final Duration TOMBSTONES = Duration.ofDays(1);

  /** For how long state may be cut off from Kafka. Less, because clocks may be apart. */
  public static final Duration MOST = TOMBSTONES.dividedBy(2);

  private static final String FILE = "followed-kafka";
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(StateAge.class);

  private final Path folder;
  private final Path file;
  private final Clock clock;

  /** Where the changelogs ended at the last look, and when that was. */
  private Map<TopicPartition, Long> ends = Map.of();

  private Instant looked;

  /** The state is known to have everything that was in Kafka at this moment. */
  private Instant followed;

  /** Ends of changelogs that were found to hold no record. They are not read twice. */
  private final Map<TopicPartition, Position> empty = new HashMap<>();

  /**
   * How far a store has read its changelog.
   *
   * @param read up to this offset
   * @param end of the changelog now
   */
  public record Position(long read, long end) {}

  /** Tells whether a stretch of a changelog is certain to hold no record. */
  @FunctionalInterface
  public interface Tail {
    /**
     * @param patience how long the answer may take; then it is false
     */
    boolean isEmpty(TopicPartition changelog, long from, long end, Duration patience);
  }

  /**
   * Discards the state if it is too old.
   *
   * @param folder with folders of state, possibly none
   * @throws StartException if the state cannot be deleted
   */
  public StateAge(Path folder, Clock clock) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
    this.clock = clock;
    this.looked = clock.instant();
    try {
      List<Path> state = folders();
      this.followed = state.isEmpty() ? looked : followed(state);
      Duration age = Duration.between(followed, looked);
      if (age.compareTo(MOST) > 0) {
        LOG.info(
            "the state in {} did not follow Kafka for {} hours; it is discarded and restored from"
                + " Kafka, which may have forgotten what was deleted meanwhile",
            folder,
            age.toHours());
        for (Path each : state) {
          StateFolder.delete(each);
        }
        Files.deleteIfExists(file);
        followed = looked;
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
   * @param positions of all stores of this instance, by changelog; asked for once a minute. Empty
   *     if they are not known
   * @param tail asked about the stores that have not read their changelogs to the end
   * @return the time since the state was last known to have everything, if that is too long: the
   *     instance was paused, cut off from Kafka, or too slow
   */
  public Optional<Duration> follows(
      Supplier<Optional<Map<TopicPartition, Position>>> positions, Tail tail) {
    Instant now = clock.instant();
    Duration behind = Duration.between(followed, now);
    if (behind.compareTo(MOST) > 0) {
      return Optional.of(behind);
    }
    if (Duration.between(looked, now).compareTo(BETWEEN_LOOKS) >= 0) {
      positions.get().ifPresent(found -> compare(found, tail, now));
    }
    return Optional.empty();
  }

  /**
   * Everything that was in Kafka at the last look has been read if all ends of then are reached.
   */
  private void compare(Map<TopicPartition, Position> found, Tail tail, Instant now) {
    boolean reached =
        found.entrySet().stream().allMatch(one -> isReached(one.getKey(), one.getValue(), tail));
    if (reached) {
      followed = looked;
      note();
    }
    if (reached || !ends.keySet().equals(found.keySet())) {
      ends = found.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().end()));
      looked = now;
    }
  }

  /**
   * Whether a store has read all records that its changelog had at the last look; those that it has
   * now, if the store is new. The last offsets of a changelog are never records: a transaction ends
   * with a marker, and one that was aborted leaves its records as well, which nobody reads.
   */
  private boolean isReached(TopicPartition changelog, Position position, Tail tail) {
    long end = ends.getOrDefault(changelog, position.end());
    if (position.read() >= end) {
      return true;
    }
    Position known = empty.get(changelog);
    if (known != null && known.read() == position.read() && known.end() >= end) {
      return true;
    }
    boolean nothing = isEmpty(changelog, position.read(), end, tail);
    if (nothing) {
      empty.put(changelog, new Position(position.read(), end));
    }
    return nothing;
  }

  private static boolean isEmpty(TopicPartition changelog, long from, long end, Tail tail) {
    try {
      return tail.isEmpty(changelog, from, end, PATIENCE);
    } catch (IllegalStateException closed) {
      LOG.debug("this instance is stopping", closed);
      return false;
    }
  }

  private void note() {
    try {
      Files.writeString(file, followed + "\n");
      Files.setLastModifiedTime(file, FileTime.from(followed));
    } catch (IOException failed) {
      LOG.debug("cannot note that the state follows Kafka", failed);
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  /** When the state last followed Kafka; without a note, the time of its latest file. */
  private Instant followed(List<Path> state) throws IOException {
    if (Files.exists(file)) {
      return Files.getLastModifiedTime(file).toInstant();
    }
    Instant latest = Instant.EPOCH;
    for (Path each : state) {
      try (Stream<Path> all = Files.walk(each)) {
        for (Path path : all.toList()) {
          Instant modified = Files.getLastModifiedTime(path).toInstant();
          latest = latest.isAfter(modified) ? latest : modified;
        }
      }
    }
    return latest;
  }
}
