package dev.headwater.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place in the list of quarantined records: an offset in each partition, before which all has
 * been listed. Records that come later are behind it, so that no record is listed twice or left
 * out.
 *
 * @param offsets by partition; a partition that is missing is at its beginning
 * @param fromHere whether to begin the scan here, because a scan from the beginning is too long
 */
record Place(SortedMap<Integer, Long> offsets, boolean fromHere) {
  private static final String OFFSET = "[0-9a-z]{1,5}:[0-9a-z]{1,12}";
  private static final int RADIX = 36;
  private static final char FROM_HERE = 'f';
  private static final char FROM_THE_BEGINNING = 'a';
  static final Place START = new Place(new TreeMap<>(), false);

  /** The place that the text spells; empty if it spells none. */
  static Optional<Place> parse(String text) {
    if (text.isEmpty()) {
      return Optional.of(START);
    }
    char first = text.charAt(0);
    if (first != FROM_HERE && first != FROM_THE_BEGINNING) {
      return Optional.empty();
    }
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    for (String one : text.substring(1).split(",", -1)) {
      if (!one.matches(OFFSET)) {
        return Optional.empty();
      }
      int colon = one.indexOf(':');
      offsets.put(
          Integer.parseInt(one.substring(0, colon), RADIX),
          Long.parseLong(one.substring(colon + 1), RADIX));
    }
    return Optional.of(new Place(offsets, first == FROM_HERE));
  }

  /** Whether the record is listed behind this place. */
  boolean isBefore(RecordId id) {
    return offsets.getOrDefault(id.partition(), 0L) <= id.offset();
  }

  /** The offsets for the partitions of the topic. */
  Map<Integer, Long> in(Scan.Extent extent) {
    return extent.begins().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                begin -> Math.max(begin.getValue(), offsets.getOrDefault(begin.getKey(), 0L))));
  }

  @Override
  public String toString() {
    return (fromHere ? FROM_HERE : FROM_THE_BEGINNING)
        + offsets.entrySet().stream()
            .map(
                offset ->
                    Integer.toString(offset.getKey(), RADIX)
                        + ":"
                        + Long.toString(offset.getValue(), RADIX))
            .collect(Collectors.joining(","));
  }
}
