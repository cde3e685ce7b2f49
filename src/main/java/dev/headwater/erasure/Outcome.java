package dev.headwater.erasure;

import org.apache.kafka.common.header.Headers;

/**
 * What becomes of a record.
 *
 * @param kind whether it stays as it is
 * @param value the value that it has then; null for a record without one, and for a dropped one
 * @param headers the headers that it has then
 */
public record Outcome(Kind kind, byte[] value, Headers headers) {

  /** What can become of a record. */
  public enum Kind {
    UNCHANGED,
    ERASED,
    /** It cannot be read, and it contains what is to be erased. */
    DROPPED
  }
}
