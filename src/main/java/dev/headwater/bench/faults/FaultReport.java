package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.bench.faults.reads.ReadKind;
import dev.headwater.codec.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a {@link FaultRun}.
 *
 * @param seed gives the same events and the same plan again
 * @param timeline what happened when, one line each
 * @param faults how often each kind of fault was done
 * @param accepted events that the broker acknowledged
 * @param records of these events, duplicates included
 * @param alerts different alerts
 * @param alertRecords records of alerts in the alerts topic
 * @param settleMillis for each successful comparison, the time from its beginning until nothing was
 *     wrong
 * @param reads what became of the reads while events came in
 * @param differences what is wrong, one sentence each; empty if nothing is
 */
public record FaultReport(
    long seed,
    double minutes,
    List<String> timeline,
    Map<String, Integer> faults,
    int accepted,
    int records,
    int alerts,
    int alertRecords,
    List<Long> settleMillis,
    ReadOutcome reads,
    List<String> differences) {
  private static final int SHOWN = 20;

  public FaultReport {
    timeline = List.copyOf(timeline);
    faults = new LinkedHashMap<>(faults);
    settleMillis = List.copyOf(settleMillis);
    differences = List.copyOf(differences);
  }

  /** The report as a table for people, with the first differences. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    row(lines, "seed", seed);
    row(lines, "minutes", minutes);
    faults.forEach((kind, times) -> row(lines, kind, times));
    row(lines, "events accepted", accepted);
    row(lines, "records, duplicates included", records);
    row(lines, "alerts", alerts);
    row(lines, "records of the alert topic", alertRecords);
    settleMillis.forEach(millis -> row(lines, "ms until all was at rest", millis));
    reads(lines);
    row(lines, "differences", differences.size());
    differences.stream().limit(SHOWN).forEach(difference -> lines.add("  " + difference));
    if (differences.size() > SHOWN) {
      lines.add("  and " + (differences.size() - SHOWN) + " more");
    }
    return lines;
  }

  private void reads(List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "%-10s %8s %8s %8s %8s %6s  %s",
            "reads",
            "asked",
            "answered",
            "complete",
            "certain",
            "wrong",
            "longest time without an answer, of one instance / of all: before, during, after"));
    for (ReadKind kind : ReadKind.values()) {
      ReadOutcome.Count count = reads.of(kind);
      StringBuilder gaps = new StringBuilder();
      for (Phase phase : Phase.values()) {
        LongestGap longest = count.longest(phase);
        gaps.append(
            String.format(
                Locale.ROOT,
                "  %5.1f / %4.1f s",
                longest.instanceSeconds(),
                longest.overallSeconds()));
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s %8d %8d %8d %8d %6d%s",
              kind.text(),
              count.asked(),
              count.answered(),
              count.complete(),
              count.certain(),
              count.wrong(),
              gaps));
    }
  }

  private static void row(List<String> lines, String what, Object value) {
    lines.add(String.format(Locale.ROOT, "%-30s %10s", what, value));
  }

  /** The whole report. */
  public String json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("benchmark", "faults").put("seed", seed).put("minutes", minutes);
    ObjectNode done = json.putObject("faults");
    faults.forEach(done::put);
    json.put("eventsAccepted", accepted).put("records", records);
    json.put("alerts", alerts).put("alertRecords", alertRecords);
    ArrayNode settled = json.putArray("settleMillis");
    settleMillis.forEach(settled::add);
    ObjectNode byKind = json.putObject("reads");
    for (ReadKind kind : ReadKind.values()) {
      write(byKind.putObject(kind.text()), reads.of(kind));
    }
    strings(json, "timeline", timeline);
    strings(json, "differences", differences);
    return json.toPrettyString();
  }

  private static void write(ObjectNode json, ReadOutcome.Count count) {
    json.put("asked", count.asked()).put("answered", count.answered());
    json.put("complete", count.complete()).put("certain", count.certain());
    json.put("wrong", count.wrong());
    ObjectNode seconds = json.putObject("secondsWithoutAnswer");
    for (Phase phase : Phase.values()) {
      LongestGap longest = count.longest(phase);
      seconds
          .putObject(phase.text())
          .put("instance", longest.instanceSeconds())
          .put("instanceName", longest.instance())
          .put("overall", longest.overallSeconds());
    }
  }

  private static void strings(ObjectNode json, String name, List<String> values) {
    ArrayNode array = json.putArray(name);
    values.forEach(array::add);
  }
}
