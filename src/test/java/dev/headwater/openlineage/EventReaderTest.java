package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how the reader determines the kind, the subject and the time of an event. */
class EventReaderTest {
  private static final String RUN = "\"run\":{\"runId\":\"" + Written.RUN + "\"}";
  private static final String JOB = "\"job\":{\"namespace\":\"spark\",\"name\":\"daily\"}";
  private static final String DATASET = "\"dataset\":{\"namespace\":\"lake\",\"name\":\"x\"}";
  private static final String STATE = "\"eventType\":\"COMPLETE\"";

  private final EventReader reader = new EventReader(OpenLineagePayloads.INSTANCE, false);

  private OpenLineageEvent read(String... members) {
    String head = "\"eventTime\":\"2026-11-22T10:00:00Z\",\"producer\":\"https://git.example/a\"";
    return readAsIs("{" + head + "," + String.join(",", members) + "}");
  }

  private OpenLineageEvent readAsIs(String json) {
    return reader.read(Json.parseForeign(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String url(String kind) {
    return "\"schemaURL\":\"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/"
        + kind
        + "\"";
  }

  @ParameterizedTest
  @CsvSource({"RunEvent, RUN", "JobEvent, JOB", "DatasetEvent, DATASET"})
  void schemaUrl_tellsTheKind_whateverElseIsThere(String url, Kind kind) {
    assertThat(read(url(url), RUN, JOB, DATASET, STATE).kind()).isEqualTo(kind);
  }

  @Test
  void schemaUrl_tellsWhatIsMissing() {
    assertThatThrownBy(() -> read(url("RunEvent"), JOB)).hasMessageStartingWith("run: ");
    assertThatThrownBy(() -> read(url("JobEvent"), DATASET)).hasMessageStartingWith("job: ");
    assertThatThrownBy(() -> read(url("DatasetEvent"), JOB)).hasMessageStartingWith("dataset: ");
  }

  @Test
  void withoutOne_theShapeTells() {
    for (String none : List.of("\"schemaURL\":null", "\"schemaURL\":\"\"", url("Other"))) {
      assertThat(read(none, RUN, JOB, STATE).kind()).isEqualTo(Kind.RUN);
      assertThat(read(none, RUN, JOB, DATASET).kind()).isEqualTo(Kind.RUN);
      assertThat(read(none, JOB).kind()).isEqualTo(Kind.JOB);
      assertThat(read(none, DATASET).kind()).isEqualTo(Kind.DATASET);
      assertThatThrownBy(() -> read(none, JOB, STATE))
          .as("a run without one, not a job")
          .hasMessageStartingWith("run: ");
    }
  }

  @Test
  void eventType_isTakenInAnyCase_andIsOtherWhereItIsAbsent() {
    assertThat(read(RUN, JOB).state()).isEqualTo(RunState.OTHER);
    assertThat(read(RUN, JOB, "\"eventType\":\"complete\"").state()).isEqualTo(RunState.COMPLETE);
  }

  @Test
  void eventTime_isAnInstant_toTheMicrosecond() {
    OpenLineageEvent event =
        readAsIs(
            "{\"eventTime\":\"2026-11-22T06:30:00.123456789+01:00\",\"producer\":\"p\","
                + DATASET
                + "}");

    assertThat(event.eventTime()).isEqualTo("2026-11-22T05:30:00.123456Z");
  }

  @Test
  void subjects_ofDifferentNames_differ() {
    String dataset = "\"dataset\":{\"namespace\":\"%s\",\"name\":\"%s\"}";

    assertThat(
            List.of(
                read(dataset.formatted("a:b", "c")).subject(),
                read(dataset.formatted("a", "b:c")).subject(),
                read(dataset.formatted("a%3Ab", "c")).subject(),
                read("\"job\":{\"namespace\":\"a\",\"name\":\"b:c\"}").subject()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aDatasetThatIsListedTwice_isOne_withTheFacetsOfBoth() {
    OpenLineageEvent event =
        read(
            RUN,
            JOB,
            "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"a\",\"facets\":{\"version\":{\"datasetVersion\":\"7\"}}},"
                + "{\"namespace\":\"lake\",\"name\":\"a\",\"inputFacets\":{\"inputStatistics\":{\"rowCount\":5}}}]");

    assertThat(event.inputs()).hasSize(1);
    assertThat(event.inputs().get(0).facets()).containsOnlyKeys("version", "inputStatistics");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T06:30:00+0000, 2026-11-22T06:30:00Z",
    "2026-11-22T06:30:00+00, 2026-11-22T06:30:00Z",
    "2026-11-22T06:30:00-00:00, 2026-11-22T06:30:00Z",
    "2026-11-22t06:30:00z, 2026-11-22T06:30:00Z",
    "2026-11-22T06:30Z, 2026-11-22T06:30:00Z",
    "2026-11-22T06:30:00+0100, 2026-11-22T05:30:00Z",
    "2026-11-22T06:30:00+01, 2026-11-22T05:30:00Z",
    "2026-11-22T06:30:00.5-0530, 2026-11-22T12:00:00.5Z",
    "2026-11-22T06:30:00.1234567891234+01:00, 2026-11-22T05:30:00.123456Z",
    "2026-11-22T06:30:00.999999999Z, 2026-11-22T06:30:00.999999Z"
  })
  void eventTime_isTakenWithEveryFormOfAnOffset(String text, String instant) {
    OpenLineageEvent event =
        readAsIs("{\"eventTime\":\"" + text + "\",\"producer\":\"p\"," + DATASET + "}");

    assertThat(event.eventTime()).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T06:30:00",
        "2026-11-22",
        "2026-11-22T06:30:00+",
        "2026-11-22T06:30:00+0",
        "2026-11-22T06:30:00+00000",
        "2026-11-22T06:30:00+2500",
        "2026-11-22T06:30:00 UTC",
        "2026-11-22T06:30:00Zz",
        "0000"
      })
  void eventTime_withoutAnOffset_isRefused(String text) {
    assertThatThrownBy(
            () -> readAsIs("{\"eventTime\":\"" + text + "\",\"producer\":\"p\"," + DATASET + "}"))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("eventTime: ");
  }

  @Test
  void aVersionThatCannotBePartOfAName_costsThatFacet() {
    String output =
        "\"outputs\":[{\"namespace\":\"lake\",\"name\":\"x\",\"facets\":{\"version\":{\"datasetVersion\":\""
            + "v".repeat(513)
            + "\"}}}]";
    OpenLineageEvent event = read(RUN, JOB, output);

    assertThat(event.outputs()).hasSize(1);
    assertThat(event.ignored().named())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.field()).isEqualTo("outputs[0].facets.version.datasetVersion");
              assertThat(one.problem()).contains("513");
            });
  }

  @Test
  void whatIsSaidIsTheMoment_soThatTiesAreDecidedInAnyOrder() {
    OpenLineageEvent one =
        read(RUN, JOB, STATE, "\"outputs\":[{\"namespace\":\"l\",\"name\":\"x\"}]");
    OpenLineageEvent same =
        read(JOB, STATE, "\"outputs\":[{\"name\":\"x\",\"namespace\":\"l\"}]", RUN);
    OpenLineageEvent other =
        read(RUN, JOB, STATE, "\"outputs\":[{\"namespace\":\"l\",\"name\":\"y\"}]");

    assertThat(one.moment()).isEqualTo(same.moment()).isNotEqualTo(other.moment());
  }
}
