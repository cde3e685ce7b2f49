package dev.headwater.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The names of headers in the quarantine topic, and the text of a header. */
final class HeaderNames {
  /** What the processors add to a record that they put aside. */
  static final String REASON = "headwater.reason";

  static final String TOPIC = "headwater.topic";
  static final String PARTITION = "headwater.partition";
  static final String OFFSET = "headwater.offset";
  static final String TIMESTAMP = "headwater.timestamp";

  /** What a replay adds: the id of the quarantined record, and how often it has been sent again. */
  static final String REPLAY_OF = "headwater.replay.of";

  static final String REPLAY_COUNT = "headwater.replay.count";

  /** What a mark consists of. */
  static final String MARK_OF = "headwater.mark.of";

  static final String MARK_WHAT = "headwater.mark.what";
  static final String MARK_AT = "headwater.mark.at";
  static final String MARK_BY = "headwater.mark.by";
  static final String MARK_REASON = "headwater.mark.reason";

  /** What the bridge adds on the way between its partitions. */
  static final String REKEYED = "headwater.rekeyed";

  static final String PROCEED = "headwater.proceed";

  /** What is not part of the original record, and must not be sent again. */
  static final Set<String> NOT_ORIGINAL =
      Set.of(REASON, TOPIC, PARTITION, OFFSET, TIMESTAMP, REPLAY_OF, REPLAY_COUNT, REKEYED);

  private HeaderNames() {}

  /** The text of the last header of that name; "" if there is none, or it has no value. */
  static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** A header's number from 0; -1 if there is none. */
  static long number(Headers headers, String name) {
    String text = text(headers, name);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}
