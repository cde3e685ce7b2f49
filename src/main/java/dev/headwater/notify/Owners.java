package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns the subjects of alerts. Remembers {@value #MAX_ASSETS} answers for a minute. After a
 * read that failed, all other owners count as unknown for 5 s, so that a failing read does not hold
 * up every alert. Thread-safe; lines do not wait for each other's reads.
 */
final class Owners {
  private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
  private static final int MAX_ASSETS = 10_000;
  private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long UNKNOWN_NANOS = Duration.ofSeconds(5).toNanos();

  private final Function<Asset, Set<String>> read;
  private final LongSupplier nanos;
  private final Map<Asset, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asset, Known> eldest) {
          return size() > MAX_ASSETS;
        }
      };
  private Optional<Long> failedNanos = Optional.empty();

  private record Known(SortedSet<String> ids, long atNanos) {}

  /**
   * @param read the ids of an asset's owners; throws if they cannot be known now
   */
  Owners(Function<Asset, Set<String>> read, LongSupplier nanos) {
    this.read = read;
    this.nanos = nanos;
  }

  /** The owners of an alert's subject; empty if they cannot be known now. A job has none. */
  Optional<SortedSet<String>> of(Alert alert) {
    if (!(alert.subject() instanceof Asset asset)) {
      return Optional.of(Collections.emptySortedSet());
    }
    synchronized (known) {
      Known found = known.get(asset);
      if (found != null && nanos.getAsLong() - found.atNanos() < KEPT_NANOS) {
        return Optional.of(found.ids());
      }
      if (failedNanos.filter(at -> nanos.getAsLong() - at < UNKNOWN_NANOS).isPresent()) {
        return Optional.empty();
      }
    }
    return ask(asset);
  }

  private Optional<SortedSet<String>> ask(Asset asset) {
    try {
      SortedSet<String> ids = Collections.unmodifiableSortedSet(new TreeSet<>(read.apply(asset)));
      synchronized (known) {
        known.remove(asset);
        known.put(asset, new Known(ids, nanos.getAsLong()));
      }
      return Optional.of(ids);
    } catch (RuntimeException unavailable) {
      LOG.debug("the owners of {} cannot be known now: {}", asset.urn(), unavailable.getMessage());
      synchronized (known) {
        failedNanos = Optional.of(nanos.getAsLong());
      }
      return Optional.empty();
    }
  }
}
