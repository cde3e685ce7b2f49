package dev.headwater.openlineage;

import java.time.Instant;
import java.util.List;

/**
 * The Headwater events that stand for one dataset of a subject: sent and not retracted.
 *
 * @param generation grows with each retraction. Content that comes back after that needs another
 *     id, because a retracted event stays retracted
 */
record Made(long generation, List<Sent> sent) {

  /**
   * One event.
   *
   * @param content a digest of what it says, without its time
   * @param id of the event
   * @param job the number of the job that it follows from
   * @param since when the first attempt began that it follows from. Once that attempt is forgotten,
   *     the event stands for good
   */
  record Sent(String content, String id, int job, Instant since) {}

  /**
   * The parts of an event that its retraction repeats.
   *
   * @param outputs URNs; for a document, the URN of its target
   * @param inputs what the event has read
   */
  record Repeated(
      String producer, String namespace, String name, List<String> outputs, List<Used> inputs) {}

  /** An input that a retraction repeats. The asset is a URN. */
  record Used(String asset, String role, boolean inferred) {}
}
