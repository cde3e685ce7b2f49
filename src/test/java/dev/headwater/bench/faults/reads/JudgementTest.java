package dev.headwater.bench.faults.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Terms;
import dev.headwater.stream.Partitioning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows which answers are judged wrong: one that leaves out what it says it reflects, one of a copy
 * that does not say so, one that is from before its own request, and one that shows what no event
 * allows.
 */
class JudgementTest {
  private static final int PARTITIONS = 4;
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Asset SEED = Asset.parse("dataset:lab:seed@1");
  private static final Asset MADE = Asset.parse("dataset:lab:made@1");
  private static final Asset MODEL = Asset.parse("model:lab:m@1");
  private static final String COMPLETE = "\"complete\":true,\"truncated\":null,";
  private static final String INCOMPLETE = "\"complete\":false,\"truncated\":null,";

  private final List<Sendings.Sending> sent = new ArrayList<>();

  JudgementTest() {
    send(EventType.SYNTHESIZE, SEED, List.of());
    send(EventType.CLEAN, MADE, List.of(Input.of(SEED, Role.SOURCE)));
    send(EventType.TRAIN, MODEL, List.of(Input.of(MADE, Role.SOURCE)));
  }

  private void send(EventType type, Asset output, List<Input> inputs) {
    int number = sent.size();
    LineageEvent event =
        LineageEvent.builder(type)
            .eventId(new UUID(7, number))
            .eventTime(BEGIN)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r")
            .inputs(inputs)
            .outputs(List.of(Output.of(output)))
            .build();
    int partition = Partitioning.partition(output.key(), PARTITIONS);
    long offset = sent.stream().filter(one -> one.partition() == partition).count();
    Instant at = BEGIN.plusSeconds(number);
    sent.add(new Sendings.Sending(event, number, at, number, at, partition, offset));
  }

  /** Offsets up to which all partitions are applied: {@code behind} less than all. */
  private String freshness(boolean caughtUp, long behind, String more) {
    StringBuilder json = new StringBuilder("\"freshness\":{\"caughtUp\":" + caughtUp);
    json.append(",\"partitions\":[");
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int of = partition;
      long all = sent.stream().filter(one -> one.partition() == of).count();
      json.append(partition == 0 ? "" : ",")
          .append("{\"partition\":" + partition)
          .append(",\"events\":" + Math.max(0, 10 + all - behind) + more + "}");
    }
    return json.append("]}}").toString();
  }

  /** As above, as the broker counts offsets: from 10 on. */
  private Sendings sendings() {
    List<Sendings.Sending> shifted = new ArrayList<>();
    for (Sendings.Sending one : sent) {
      shifted.add(
          new Sendings.Sending(
              one.event(),
              one.number(),
              one.begun(),
              one.place(),
              one.at(),
              one.partition(),
              one.offset() + 10));
    }
    Grace grace = new Grace(Duration.ofSeconds(2), Duration.ofSeconds(4));
    return new Sendings(shifted, Terms.of(grace), PARTITIONS);
  }

  private Judgement judge(ReadKind kind, int acknowledged, String body) {
    Instant asked = BEGIN.plusSeconds(60);
    return Judgement.of(
        new Given(
            kind,
            "processor-1",
            MODEL,
            "/",
            false,
            acknowledged,
            asked,
            sent.size(),
            asked.plusMillis(10),
            true,
            Json.parse(body)),
        sendings());
  }

  private static String node(Asset asset, int distance, String synthetic, String documentation) {
    return "{\"id\":\""
        + asset.urn()
        + "\",\"distance\":"
        + distance
        + ",\"synthetic\":\""
        + synthetic
        + "\",\"documentation\":\""
        + documentation
        + "\",\"missing\":["
        + (synthetic.equals("YES")
            ? "\"generator\",\"revision\",\"seed\",\"prompts\",\"parameters\",\"agent\""
            : "")
        + "]}";
  }

  private static String edge(Asset from, Asset to, EventType activity) {
    return "{\"from\":\""
        + from.urn()
        + "\",\"to\":\""
        + to.urn()
        + "\",\"role\":\"SOURCE\",\"activity\":\""
        + activity
        + "\",\"run\":\"r\",\"inferred\":false}";
  }

  private static String lineage(boolean whole) {
    String nodes =
        node(MODEL, 0, "INHERITED", "NOT_APPLICABLE")
            + ","
            + node(MADE, 1, "INHERITED", "NOT_APPLICABLE")
            + (whole ? "," + node(SEED, 2, "YES", "UNDOCUMENTED") : "");
    String edges =
        edge(MADE, MODEL, EventType.TRAIN) + (whole ? "," + edge(SEED, MADE, EventType.CLEAN) : "");
    return "{\"direction\":\"upstream\",\"nodes\":[" + nodes + "],\"edges\":[" + edges + "],";
  }

  private static String exposures(boolean there) {
    return "{\"exposures\":["
        + (there
            ? "{\"origin\":\""
                + SEED.urn()
                + "\",\"kind\":\"SYNTHETIC\",\"documentation\":\"UNDOCUMENTED\",\"missing\":"
                + "[\"generator\",\"revision\",\"seed\",\"prompts\",\"parameters\",\"agent\"],"
                + "\"distance\":2,\"direct\":true,\"waived\":false,\"path\":[\""
                + SEED.urn()
                + "\",\""
                + MADE.urn()
                + "\",\""
                + MODEL.urn()
                + "\"]}"
            : "")
        + "],";
  }

  @Test
  void whatIsRight_isCertain() {
    Judgement lineage =
        judge(ReadKind.LINEAGE, 3, lineage(true) + COMPLETE + freshness(true, 0, ""));
    Judgement exposures =
        judge(ReadKind.EXPOSURES, 3, exposures(true) + COMPLETE + freshness(true, 0, ""));

    assertThat(lineage).isEqualTo(new Judgement(true, true, List.of()));
    assertThat(exposures).isEqualTo(new Judgement(true, true, List.of()));
  }

  /** As a reader does that takes a default for what a peer has. */
  @Test
  void completeAnswerWithoutWhatItMustHave_isWrong() {
    assertThat(
            judge(ReadKind.LINEAGE, 3, lineage(false) + COMPLETE + freshness(true, 0, "")).wrong())
        .anyMatch(why -> why.contains("lacks the edge"));
    assertThat(
            judge(ReadKind.EXPOSURES, 3, exposures(false) + COMPLETE + freshness(true, 0, ""))
                .wrong())
        .anyMatch(why -> why.contains("lacks the exposure"));
    assertThat(
            judge(ReadKind.ALERTS, 3, "{\"alerts\":[]," + COMPLETE + freshness(true, 0, ""))
                .wrong())
        .anyMatch(why -> why.contains("TRAINED_ON_UNDOCUMENTED_SYNTHETIC"));
  }

  @Test
  void whatWasNotAcknowledgedBeforeTheRequest_mayBeLeftOut() {
    assertThat(
            judge(ReadKind.LINEAGE, 0, lineage(false) + COMPLETE + freshness(true, 0, "")).wrong())
        .isEmpty();
    assertThat(
            judge(ReadKind.EXPOSURES, 0, exposures(false) + COMPLETE + freshness(true, 0, ""))
                .wrong())
        .isEmpty();
  }

  @Test
  void incompleteAnswer_mustStillHaveWhatItsPartitionsHaveApplied() {
    assertThat(
            judge(ReadKind.LINEAGE, 3, lineage(false) + INCOMPLETE + freshness(false, 0, ""))
                .wrong())
        .anyMatch(why -> why.contains("lacks the edge"));
    assertThat(
            judge(ReadKind.LINEAGE, 3, lineage(false) + INCOMPLETE + freshness(false, 3, ""))
                .wrong())
        .isEmpty();
  }

  @Test
  void answerOfACopy_mustSaySo_andNeverBeComplete() {
    String stale = ",\"stale\":{\"behindOffsets\":3,\"behindMillis\":100}";

    assertThat(
            judge(ReadKind.LINEAGE, 3, lineage(true) + COMPLETE + freshness(true, 0, stale))
                .wrong())
        .anyMatch(why -> why.contains("is from a copy and calls itself complete"));
    // The same of a copy that is late, and does not say that it is one.
    assertThat(
            judge(ReadKind.LINEAGE, 3, lineage(true) + COMPLETE + freshness(true, 1, "")).wrong())
        .anyMatch(why -> why.contains("had not come to offset"));
    assertThat(
            judge(
                    ReadKind.GATE,
                    3,
                    "{\"verdict\":\"PASS\",\"reasons\":[]," + freshness(false, 3, stale))
                .wrong())
        .anyMatch(why -> why.contains("decides by a copy"));
  }

  /** As an instance does that answers after another one has taken its partitions. */
  @Test
  void answerFromRowsOfBefore_thatCallsItselfCaughtUp_isWrong() {
    assertThat(
            judge(ReadKind.EXPOSURES, 3, exposures(false) + COMPLETE + freshness(true, 2, ""))
                .wrong())
        .anyMatch(why -> why.contains("had not come to offset"))
        .anyMatch(why -> why.contains("lacks the exposure"));
  }

  @Test
  void whatNoEventAllows_isWrong_inAnyAnswer() {
    String more =
        lineage(true)
            .replace("\"edges\":[", "\"edges\":[" + edge(MODEL, SEED, EventType.CLEAN) + ",");

    assertThat(judge(ReadKind.LINEAGE, 3, more + INCOMPLETE + freshness(false, 3, "")).wrong())
        .anyMatch(why -> why.contains("no event allows"));
    assertThat(
            judge(
                    ReadKind.EXPOSURES,
                    3,
                    exposures(true).replace("\"distance\":2", "\"distance\":1")
                        + INCOMPLETE
                        + freshness(false, 3, ""))
                .wrong())
        .anyMatch(why -> why.contains("too short"));
  }
}
