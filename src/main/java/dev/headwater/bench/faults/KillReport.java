package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of the events of jobs that were killed.
 *
 * @param seed makes the same jobs and the same plan again
 * @param kills jobs that were killed
 * @param killsWithoutBroker of these, while the broker was away
 * @param killsCold of these, within 100 ms of their first emit
 * @param emitted events for which {@code emit} had returned when its job was killed
 * @param delivered different events in the topic, those for which it had not returned included
 * @param records of these, duplicates included
 * @param lost events for which {@code emit} had returned and that are not in the topic
 * @param named how many events some client told to be lost
 * @param endsUnseen jobs of which the topic does not tell how far they had counted
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

  /** Events for which {@code emit} had returned, and of which nobody said a word. */
  public long lostWithoutAWord() {
    return Math.max(0, lost - named);
  }

  /** Whether all that emit had returned for was delivered, and nothing else was said to be lost. */
  public boolean isGood() {
    return lost == 0 && named == 0 && endsUnseen == 0;
  }

  /** As a table for people. */
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

  /** All of it. */
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
