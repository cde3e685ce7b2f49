package dev.headwater.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The texts in headers of the quarantine topic that people or their events may have written. */
public final class QuarantinedText {
  private static final Set<String> TEXTS =
      Set.of(HeaderNames.REASON, HeaderNames.MARK_BY, HeaderNames.MARK_REASON);

  /** Why a record was put aside whose content was erased: the reason may have quoted it. */
  static final String ERASED = "[erased]";

  private QuarantinedText() {}

  /**
   * The headers with other texts, in the same order.
   *
   * @param change what becomes of each text
   * @param contentErased whether the content of the record was erased
   */
  public static Headers replaced(
      Headers headers, UnaryOperator<String> change, boolean contentErased) {
    Headers replaced = new RecordHeaders();
    for (Header header : headers) {
      if (header.value() == null || !TEXTS.contains(header.key())) {
        replaced.add(header);
      } else if (contentErased && header.key().equals(HeaderNames.REASON)) {
        replaced.add(header.key(), ERASED.getBytes(UTF_8));
      } else {
        replaced.add(header.key(), change.apply(new String(header.value(), UTF_8)).getBytes(UTF_8));
      }
    }
    return replaced;
  }
}
