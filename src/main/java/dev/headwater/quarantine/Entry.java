package dev.headwater.quarantine;

import java.time.Instant;
import java.util.Optional;

/**
 * A quarantined record, without its content.
 *
 * @param id its place in the quarantine topic
 * @param origin where it was refused
 * @param arrivedAt when it arrived there
 * @param reason why it was refused; at most {@value #REASON_CHARS} characters of it
 * @param valueBytes the size of its value
 * @param digest identifies key and value
 * @param replayOf the quarantined record that was sent again and became this one
 * @param replays how often it had been sent again when it was refused
 */
public record Entry(
    RecordId id,
    Origin origin,
    Instant arrivedAt,
    String reason,
    int valueBytes,
    String digest,
    Optional<RecordId> replayOf,
    int replays) {

  /** The longest reason that is kept in memory for each record of a scan. */
  public static final int REASON_CHARS = 500;

  /**
   * The place where a record was refused.
   *
   * @param topic "" if the record does not say
   * @param partition -1 if the record does not say
   * @param offset -1 if the record does not say
   */
  public record Origin(String topic, int partition, long offset) {}
}
