package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param gatesAsked gates asked while events came in, also of processors that were paused or about
 *     to be killed
 * @param gatesAnswered gates that were answered
 * @param gatesAboutFacts answers of these that are about facts, and not only about what could not
 *     be read
 * @param gatesCertain answers of these that are certainly right: the oracle found a set of events
 *     that leads to them
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
    int gatesAsked,
    int gatesAnswered,
    int gatesAboutFacts,
    int gatesCertain,
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
    row(lines, "gates asked meanwhile", gatesAsked);
    row(lines, "of these, answered", gatesAnswered);
    row(lines, "of these, about facts", gatesAboutFacts);
    row(lines, "of these, right for certain", gatesCertain);
    row(lines, "differences", differences.size());
    differences.stream().limit(SHOWN).forEach(difference -> lines.add("  " + difference));
    if (differences.size() > SHOWN) {
      lines.add("  and " + (differences.size() - SHOWN) + " more");
    }
    return lines;
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
    json.put("gatesAsked", gatesAsked).put("gatesAnswered", gatesAnswered);
    json.put("gatesAboutFacts", gatesAboutFacts);
    json.put("gatesCertain", gatesCertain);
    strings(json, "timeline", timeline);
    strings(json, "differences", differences);
    return json.toPrettyString();
  }

  private static void strings(ObjectNode json, String name, List<String> values) {
    ArrayNode array = json.putArray(name);
    values.forEach(array::add);
  }
}
