package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a {@link KillRun}.
 *
 * @param seed gives the same jobs and the same plan again
 * @param kills the number of jobs that were killed
 * @param killsWithoutBroker of these, jobs killed while the broker was down
 * @param killsCold of these, jobs killed within 100 ms of their first emit by plan
 * @param emitted events for which {@code emit} had returned when their job was killed
 * @param delivered different events in the topic, including those for which {@code emit} had not
 *     returned
 * @param records in the topic, duplicates included
 * @param lost events for which {@code emit} had returned and that are not in the topic
 * @param named the number of lost events that clients reported
 * @param endsUnseen jobs whose highest number in the topic is below the number of events that they
 *     emitted
 */
public record KillReport(
    long seed,
    int kills,
    int killsWithoutBroker,
    int killsCold,
    long emitted,
    long delivered,
    long records,
    long lost,
    long named,
    long endsUnseen) {

  /**
   * The number of events for which {@code emit} had returned, that are lost, and that no client
   * reported as lost.
   */
  public long lostWithoutAWord() {
    return Math.max(0, lost - named);
  }

  /**
   * Whether no event was lost, no client reported a lost event, and the topic shows the last number
   * of every job.
   */
  public boolean isGood() {
    return lost == 0 && named == 0 && endsUnseen == 0;
  }

  /** The report as a table for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    row(lines, "seed", seed);
    row(lines, "jobs killed", kills);
    row(lines, "  while the broker was away", killsWithoutBroker);
    row(lines, "  within 100 ms of their first emit", killsCold);
    row(lines, "events whose emit had returned", emitted);
    row(lines, "events delivered", delivered);
    row(lines, "records, duplicates included", records);
    row(lines, "lost", lost);
    row(lines, "told to be lost", named);
    row(lines, "lost without a word", lostWithoutAWord());
    row(lines, "jobs whose last number is not told", endsUnseen);
    return lines;
  }

  private static void row(List<String> lines, String what, long value) {
    lines.add(String.format(Locale.ROOT, "%-36s %10d", what, value));
  }

  /** The whole report. */
  public String json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("benchmark", "kills").put("seed", seed).put("kills", kills);
    json.put("killsWithoutBroker", killsWithoutBroker).put("killsCold", killsCold);
    json.put("emitted", emitted).put("delivered", delivered).put("records", records);
    json.put("lost", lost).put("named", named).put("lostWithoutAWord", lostWithoutAWord());
    json.put("endsUnseen", endsUnseen);
    return json.toPrettyString();
  }
}
