package dev.headwater.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Replaces what headers say about the places of records, for records that are copied and have other
 * offsets then. Immutable.
 */
public final class Renumbering {
  /** Stands for a place whose record was not copied. It is no place, so it refers to nothing. */
  static final String GONE = "gone";

  private final String quarantine;
  private final Map<String, String> topics;
  private final Offsets offsets;

  /** Finds the new offset of a record by its old place; empty if it was not copied. */
  public interface Offsets {
    OptionalLong of(String topic, int partition, long offset);
  }

  /**
   * @param quarantine the old name of the quarantine topic
   * @param topics the new name of each topic that is copied, by its old name
   * @param offsets for the old names
   */
  public Renumbering(String quarantine, Map<String, String> topics, Offsets offsets) {
    this.quarantine = quarantine;
    this.topics = Map.copyOf(topics);
    this.offsets = offsets;
  }

  /** Where a quarantined record was refused; empty if it is none, or does not say so. */
  public static Optional<Entry.Origin> origin(Headers headers) {
    if (headers.lastHeader(HeaderNames.REASON) == null) {
      return Optional.empty();
    }
    long partition = HeaderNames.number(headers, HeaderNames.PARTITION);
    long offset = HeaderNames.number(headers, HeaderNames.OFFSET);
    return partition < 0 || partition > Integer.MAX_VALUE || offset < 0
        ? Optional.empty()
        : Optional.of(
            new Entry.Origin(
                HeaderNames.text(headers, HeaderNames.TOPIC), (int) partition, offset));
  }

  /** Whether headers refer to another quarantined record. */
  public static boolean refers(Headers headers) {
    return headers.lastHeader(HeaderNames.REPLAY_OF) != null
        || headers.lastHeader(HeaderNames.MARK_OF) != null;
  }

  /** The headers for the new cluster, in the same order. */
  public Headers apply(Headers headers) {
    Headers renumbered = new RecordHeaders(headers);
    replaceId(renumbered, HeaderNames.REPLAY_OF);
    replaceId(renumbered, HeaderNames.MARK_OF);
    origin(headers)
        .filter(origin -> topics.containsKey(origin.topic()))
        .ifPresent(
            origin -> {
              replace(renumbered, HeaderNames.TOPIC, topics.get(origin.topic()));
              OptionalLong offset = offsets.of(origin.topic(), origin.partition(), origin.offset());
              replace(
                  renumbered,
                  HeaderNames.OFFSET,
                  offset.isPresent() ? Long.toString(offset.getAsLong()) : GONE);
            });
    return renumbered;
  }

  private void replaceId(Headers headers, String name) {
    RecordId.parse(HeaderNames.text(headers, name))
        .ifPresent(
            id -> {
              OptionalLong offset = offsets.of(quarantine, id.partition(), id.offset());
              replace(
                  headers,
                  name,
                  offset.isPresent()
                      ? new RecordId(id.partition(), offset.getAsLong()).toString()
                      : GONE);
            });
  }

  /** Replaces the last header of that name, which is the one that counts. */
  private static void replace(Headers headers, String name, String text) {
    Header[] all = headers.toArray();
    int last = all.length - 1;
    while (!all[last].key().equals(name)) {
      last--;
    }
    for (Header header : all) {
      headers.remove(header.key());
    }
    for (int index = 0; index < all.length; index++) {
      headers.add(
          all[index].key(),
          index == last ? text.getBytes(StandardCharsets.UTF_8) : all[index].value());
    }
  }
}
