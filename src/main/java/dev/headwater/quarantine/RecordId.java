package dev.headwater.quarantine;

import java.util.Comparator;
import java.util.Optional;

/**
 * The place of a record in the quarantine topic, written {@code partition-offset}.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record RecordId(int partition, long offset) implements Comparable<RecordId> {
  private static final Comparator<RecordId> ORDER =
      Comparator.comparingInt(RecordId::partition).thenComparingLong(RecordId::offset);
  private static final String FORM = "(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})";

  public RecordId {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("no place in a topic: " + partition + "-" + offset);
    }
  }

  /** The id that the text spells; empty if it spells none. */
  public static Optional<RecordId> parse(String text) {
    if (!text.matches(FORM)) {
      return Optional.empty();
    }
    int hyphen = text.indexOf('-');
    return Optional.of(
        new RecordId(
            Integer.parseInt(text.substring(0, hyphen)),
            Long.parseLong(text.substring(hyphen + 1))));
  }

  @Override
  public int compareTo(RecordId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
