package dev.headwater.openlineage;

import java.time.Instant;
import java.util.List;

/**
 * The events of ours that were made of a dataset of a run, a job or by itself, and stand.
 *
 * @param generation grows whenever one is retracted: what comes back after that needs another id,
 *     because a retracted event stays retracted
 */
record Made(long generation, List<Sent> sent) {

  /**
   * One event.
   *
   * @param content a digest of what it says, but for its time
   * @param id of the event
   * @param job the number of the job that it was made of
   * @param since when the first attempt began that it follows from; once that is forgotten, the
   *     event stands for good
   */
  record Sent(String content, String id, int job, Instant since) {}

  /**
   * What a retraction repeats of the event.
   *
   * @param outputs URNs; of a document, its target
   * @param inputs URNs
   */
  record Repeated(
      String producer, String namespace, String name, List<String> outputs, List<Used> inputs) {}

  /** An input that is repeated. */
  record Used(String asset, String role, boolean inferred) {}
}
