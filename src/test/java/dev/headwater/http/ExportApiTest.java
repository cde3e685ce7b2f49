package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.export.standard.ExportFormat;
import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.question.AssetState;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows how documents of standards are asked for over HTTP, and when there is none. */
class ExportApiTest {
  private final Asset s = dataset("s@1");
  private final Asset mix = dataset("mix@1");
  private final Asset m = model("m@2");

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private ApiFixture.Answer export(Asset asset, String query) {
    return api.asset(asset.urn(), "/export?" + query);
  }

  private JsonNode croissant(Asset asset) {
    ApiFixture.Answer answer = export(asset, "format=croissant");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }

  private static LineageEvent clean(int id, Asset from, Asset to) {
    return LineageEvent.builder(EventType.CLEAN)
        .eventId(new UUID(0, id))
        .eventTime(FakeGraph.OPENED.plusSeconds(id))
        .producer("producer")
        .job(new Job("p", "j"))
        .run("run-" + id)
        .inputs(List.of(Input.of(from, Role.SOURCE)))
        .outputs(List.of(Output.of(to)))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void everyFormat_hasItsMediaType_andSaysWhatIsMissing(ExportFormat format) {
    api.graph.chain(s, mix, m);
    Asset asset = format.describes(m.kind()) ? m : mix;

    ApiFixture.Answer document = export(asset, "format=" + format.text());
    ApiFixture.Answer missing = export(asset, "missing=true&format=" + format.text());

    assertThat(document.status()).as(document.body()).isEqualTo(200);
    assertThat(document.header("Content-Type")).startsWith(format.mediaType());
    if (format == ExportFormat.OPENLINEAGE) {
      // No event of the graph in memory makes it, and the documents of this format are events.
      assertThat(document.body()).isEmpty();
    } else {
      assertThat(document.body()).endsWith("\n");
    }
    assertThat(export(asset, "format=" + format.text()).body()).isEqualTo(document.body());
    assertThat(missing.header("Content-Type")).isEqualTo("application/json");
    assertThat(missing.json().path("asset").asText()).isEqualTo(asset.urn());
    assertThat(missing.json().path("format").asText()).isEqualTo(format.text());
    assertThat(missing.json().path("missing").isArray()).isTrue();
  }

  @Test
  void ancestors_areAllThere_withTheirStates() {
    api.graph.chain(s, mix, dataset("t@1"));
    api.graph.asset(
        s, new AssetState(Synthetic.YES, Documentation.UNDOCUMENTED, List.of(), 0, true));

    JsonNode ancestors = croissant(dataset("t@1")).path("headwater:ancestor");

    assertThat(texts(ancestors, "@id")).containsExactly(mix.urn(), s.urn());
    assertThat(texts(ancestors, "headwater:documentation")).contains("UNDOCUMENTED");
  }

  /** The states of assets learn it a moment after the edges. */
  @Test
  void whatDescendsFromSyntheticData_isNeverCalledAnythingElse() {
    Asset t = dataset("t@1");
    api.graph.chain(s, mix, t);
    api.graph.asset(
        s, new AssetState(Synthetic.YES, Documentation.UNDOCUMENTED, List.of(), 0, true));
    api.graph.asset(
        mix, new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 0, true));

    JsonNode document = croissant(t);

    assertThat(document.path("headwater:synthetic").asText()).isEqualTo("INHERITED");
    assertThat(texts(document.path("headwater:ancestor"), "headwater:synthetic"))
        .containsExactly("INHERITED", "YES");
  }

  @Test
  void syntheticDataThatOnlyFilters_isNotInherited() {
    api.graph.assets(s, mix);
    api.graph.asset(
        s, new AssetState(Synthetic.YES, Documentation.UNDOCUMENTED, List.of(), 0, true));
    api.graph.edge(s, mix, Role.REFERENCE, EventType.CLEAN, false);

    assertThat(croissant(mix).path("headwater:synthetic").asText()).isEqualTo("NO");
  }

  @Test
  void eventsThatAreTooMany_areSaidToBeLeftOut() {
    for (int i = 0; i < 50; i++) {
      api.graph.event(mix, clean(i, s, mix));
    }

    assertThat(croissant(mix).path("headwater:leftOut").toString()).contains("10 of 50");
  }

  @Test
  void assetsThatAreTooMany_areSaidToBeLeftOut() {
    for (int i = 0; i < 2_100; i++) {
      api.graph.edge(dataset("from-" + i), mix);
    }

    JsonNode document = croissant(mix);

    assertThat(document.path("headwater:leftOut").toString())
        .contains("there are more assets than a document describes");
    assertThat(document.path("headwater:ancestor")).hasSizeBetween(1_900, 2_000);
  }

  @Test
  void whatIsNotProcessed_makesNoDocument() {
    api.graph.assets(s);
    api.service.backlog.set(new Backlog(3, 0, false, 2));

    ApiFixture.Answer answer = export(s, "format=croissant");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.detail()).contains("not processed yet");
    assertThat(export(s, "format=croissant&missing=true").status()).isEqualTo(503);
  }

  @Test
  void anInstanceAway_makesNoDocument() {
    api.graph.chain(s, mix);
    api.service.cluster.lose(api.graph.partitionOf(s));

    assertThat(export(mix, "format=croissant").status()).isEqualTo(503);
  }

  @Test
  void format_isRequiredAndKnown_andDescribesTheKind() {
    api.graph.assets(s, m);

    assertThat(export(s, "").detail()).startsWith("format: is required: one of croissant");
    assertThat(export(s, "format=pdf").detail()).startsWith("format: is one of croissant");
    ApiFixture.Answer model = export(m, "format=croissant");
    assertThat(model.status()).isEqualTo(400);
    assertThat(model.json().path("parameter").asText()).isEqualTo("format");
    assertThat(model.detail()).startsWith("format: croissant does not describe a model");
    assertThat(export(s, "format=croissant&limit=3").detail())
        .isEqualTo(
            "limit: there is no such parameter; this call has format, missing, asOf, knownAt");
  }

  @Test
  void anAssetThatNobodyNamed_is404() {
    assertThat(export(dataset("nobody"), "format=croissant").status()).isEqualTo(404);
  }

  @Test
  void acceptHeader_mustTakeTheFormatThatIsAskedFor() {
    api.graph.assets(s);
    String path = "/api/v1/assets/" + ApiFixture.segment(s.urn()) + "/export?format=croissant";

    assertThat(accepting(path, "application/ld+json").status()).isEqualTo(200);
    assertThat(accepting(path, "application/json").status()).isEqualTo(406);
    assertThat(accepting(path + "&missing=true", "application/json").status()).isEqualTo(200);
  }

  private ApiFixture.Answer accepting(String path, String type) {
    return api.send(HttpRequest.newBuilder(api.uri(path)).header("Accept", type));
  }
}
