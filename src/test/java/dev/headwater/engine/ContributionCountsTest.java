package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows which ingests and documents make the origin of a dataset known, by adding and subtracting
 * the counts of single events.
 */
class ContributionCountsTest {
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final Asset OTHER = Asset.parse("dataset:lab:other@1");
  private static final String URI = "https://rivers.example/data";

  @ParameterizedTest
  @CsvSource({
    "https://rivers.example,,,true",
    ",crawled,,true",
    ",,2024,true",
    ",,,false",
    "unknown,,,false",
    "N/A,TBD,' none ',false",
    "unknown,,2024,true"
  })
  void ingest_whereSourcesAreRequired_countsIfItNamesOne(
      String uri, String method, String from, boolean counts) {
    ContributionCounts tally = ContributionCounts.of(ingest(said(uri, method, from)), RAW);

    assertThat(tally.originKnown(false)).isTrue();
    assertThat(tally.originKnown(true)).isEqualTo(counts);
    assertThat(tally.sourceNotStated()).isEqualTo(!counts);
  }

  @Test
  void ingest_withoutPayload_namesNoSource() {
    ContributionCounts tally =
        ContributionCounts.of(
            event(EventType.INGEST).outputs(List.of(Output.of(RAW))).build(), RAW);

    assertThat(tally.originKnown(false)).isTrue();
    assertThat(tally.originKnown(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"https://rivers.example,,", ",crawled,", ",,2024"})
  void document_completesTheIngest_andItsRetractionOpensItAgain(
      String uri, String method, String from) {
    ContributionCounts document = ContributionCounts.of(document(said(uri, method, from)), RAW);
    ContributionCounts both = ContributionCounts.of(ingest(Ingest.EMPTY), RAW).plus(document, 1);

    assertThat(both.originKnown(true)).isTrue();
    assertThat(both.sourceNotStated()).isFalse();
    assertThat(both.plus(document, -1).originKnown(true)).isFalse();
  }

  @Test
  void document_ofPlaceholders_completesNothing() {
    ContributionCounts document =
        ContributionCounts.of(document(said("unknown", "n/a", "tbd")), RAW);

    assertThat(document.originKnown(false)).isFalse();
    assertThat(ContributionCounts.of(ingest(Ingest.EMPTY), RAW).plus(document, 1).originKnown(true))
        .isFalse();
  }

  @Test
  void document_withoutAnIngest_saysWhereFromByItsSourceUriAlone() {
    assertThat(ContributionCounts.of(document(said(URI, "", "")), RAW).originKnown(true)).isTrue();
    assertThat(ContributionCounts.of(document(said("", "crawled", "")), RAW).originKnown(true))
        .isFalse();
  }

  @Test
  void anythingElseThatSaysWhereFrom_isEnough() {
    ContributionCounts unsourced = ContributionCounts.of(ingest(Ingest.EMPTY), RAW);
    LineageEvent.Builder cleaned = event(EventType.CLEAN).outputs(List.of(Output.of(RAW)));
    ContributionCounts fromOther =
        ContributionCounts.of(cleaned.inputs(List.of(Input.of(OTHER, Role.SOURCE))).build(), RAW);
    ContributionCounts fromItself =
        ContributionCounts.of(cleaned.inputs(List.of(Input.of(RAW, Role.SOURCE))).build(), RAW);

    assertThat(unsourced.plus(fromOther, 1).originKnown(true)).isTrue();
    assertThat(unsourced.plus(fromOther, 1).sourceNotStated()).isTrue();
    assertThat(unsourced.plus(fromItself, 1).originKnown(true)).isFalse();
    assertThat(unsourced.plus(unsourced, 1).originKnown(true)).isFalse();
    assertThat(
            unsourced
                .plus(ContributionCounts.of(ingest(said(URI, "", "")), RAW), 1)
                .originKnown(true))
        .isTrue();
  }

  @Test
  void ingestWithASynthesisPayload_saysThatItIsSynthetic() {
    LineageEvent says =
        event(EventType.INGEST)
            .outputs(List.of(Output.of(RAW)))
            .synthesize(Synthesize.EMPTY)
            .build();
    LineageEvent silent = ingest(Ingest.EMPTY);

    assertThat(ContributionCounts.of(says, RAW).silent()).isZero();
    assertThat(ContributionCounts.of(silent, RAW).silent()).isEqualTo(1);
    assertThat(notStated(says)).isFalse();
    assertThat(notStated(silent)).isTrue();
    assertThat(notStated(says, silent)).as("it answers for itself alone").isTrue();
  }

  /** A document makes nothing synthetic. It must not make an asset look cleaner either. */
  @Test
  void documentThatSaysYes_neverSilencesTheRemark() {
    LineageEvent silent = ingest(Ingest.EMPTY);
    LineageEvent saysNo = ingest(said(URI, "", ""));
    LineageEvent yes = document(answering(Answer.YES));
    LineageEvent no = document(answering(Answer.NO));

    assertThat(notStated(silent, no)).isFalse();
    assertThat(notStated(silent, yes)).isTrue();
    assertThat(notStated(silent, yes, no)).isTrue();
    assertThat(notStated(saysNo)).isFalse();
    assertThat(notStated(saysNo, yes)).isTrue();
    assertThat(ContributionCounts.of(saysNo, RAW).statements())
        .as("a walk must notice that the document came")
        .isNotEqualTo(
            ContributionCounts.of(saysNo, RAW)
                .plus(ContributionCounts.of(yes, RAW), 1)
                .statements());
  }

  private static Ingest answering(Answer synthetic) {
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        "",
        "",
        Answer.UNKNOWN,
        synthetic,
        "",
        "",
        "");
  }

  /** Whether the gate remarks that an ingest does not say so, in the past as in the present. */
  private static boolean notStated(LineageEvent... events) {
    List<Known> known = new ArrayList<>();
    for (LineageEvent event : events) {
      known.add(
          new Known(
              Mark.unknown(RAW, event.eventId())
                  .asserted(
                      new Mark.Asserted(Optional.of(ContributionKind.OTHER), event.stamp(), 0, 0)),
              event,
              Optional.empty()));
    }
    PastView view = PastView.of(RAW, known, Moment.NOW, Policy.DEFAULT);
    return AssetFacts.of(view, Policy.DEFAULT, RAW).syntheticNotStated();
  }

  private static Ingest said(String uri, String method, String from) {
    return new Ingest(
        uri,
        method,
        List.of(),
        from,
        "2025",
        List.of("en"),
        List.of(),
        "cc0",
        "",
        Answer.NO,
        Answer.NO,
        "",
        "",
        "");
  }

  private static LineageEvent ingest(Ingest ingest) {
    return event(EventType.INGEST).outputs(List.of(Output.of(RAW))).ingest(ingest).build();
  }

  private static LineageEvent document(Ingest ingest) {
    return event(EventType.DOCUMENT)
        .document(
            new Document(
                RAW,
                Optional.empty(),
                Optional.empty(),
                Optional.of(ingest),
                Optional.empty(),
                Optional.empty(),
                List.of()))
        .build();
  }

  private static LineageEvent.Builder event(EventType type) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(Instant.EPOCH)
        .producer("p")
        .job(new Job("n", "j"))
        .run("r");
  }
}
