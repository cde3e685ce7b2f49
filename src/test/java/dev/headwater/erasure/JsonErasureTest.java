package dev.headwater.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonErasureTest {
  private static final Set<What> ALL = Set.of(What.values());
  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  private JsonNode erased(Selection.Content selection, String json) {
    return new JsonErasure(selection, pseudonyms).apply(Json.parse(json));
  }

  private boolean concerns(Selection.Content selection, String json) {
    return new JsonErasure(selection, pseudonyms).concerns(Json.parse(json));
  }

  private static final String EVENT =
      """
      {"run":{"runId":"user:ana","facets":{"headwater_synthesis":{
         "prompts":[{"template":"Tell a tale"}],"terms":"see user:ana"}}},
       "job":{"namespace":"n","name":"copy","facets":{"ownership":{
         "owners":[{"name":"user:ana","type":"MAINTAINER"},{"name":"user:ben"}]}}},
       "outputs":[{"namespace":"lab","name":"user:ana"}]}""";

  @Test
  void ownerIsErased_andNamesOfThingsStay() {
    JsonNode after = erased(new Selection.OfAgent("user:ana", ALL), EVENT);

    JsonNode owners = after.at("/job/facets/ownership/owners");
    assertThat(owners.path(0).path("name").asText()).startsWith("user:erased:");
    assertThat(owners.path(1).path("name").asText()).isEqualTo("user:ben");
    assertThat(after.at("/run/runId").asText()).isEqualTo("user:ana");
    assertThat(after.at("/outputs/0/name").asText()).isEqualTo("user:ana");
    assertThat(after.at("/run/facets/headwater_synthesis/terms").asText())
        .isEqualTo("see " + owners.path(0).path("name").asText());
    assertThat(after.at("/run/facets/headwater_synthesis/prompts/0/template").asText())
        .startsWith("[erased ");
  }

  /** The state about runs keeps the owners in a list below the facet's name. */
  @Test
  void statements_changeInFacetsOfPeopleAndTextsOnly() {
    String producer = "\"producer\":[{\"at\":\"x\",\"value\":\"https://user:ana\"}]";
    String lineage = "\"lineage\":[{\"at\":\"x\",\"value\":[\"user:ana\"]}]";
    JsonNode before =
        Json.parse(
            "{\"job.ownership\":[{\"at\":\"2026-03-01T00:00:00Z/82\",\"value\":"
                + "[{\"name\":\"user:ana\",\"type\":\"OWNER\"},{\"name\":\"service:etl\"}]}],"
                + "\"run.headwater_synthesis\":[{\"at\":\"x\",\"value\":{\"prompts\":[{\"template\":\"Tell\"}]}}],"
                + producer
                + ","
                + lineage
                + "}");
    JsonNode after =
        new JsonErasure(new Selection.OfAgent("user:ana", ALL), pseudonyms)
            .applyToStatements(before);
    assertThat(after.at("/job.ownership/0/value/0/name").asText()).startsWith("user:erased:");
    assertThat(after.at("/job.ownership/0/value/1/name").asText()).isEqualTo("service:etl");
    assertThat(after.at("/job.ownership/0/at").asText()).isEqualTo("2026-03-01T00:00:00Z/82");
    assertThat(after.toString()).contains(producer, lineage);

    JsonNode all =
        new JsonErasure(new Selection.OfAsset(Asset.parse("dataset:n:o"), ALL), pseudonyms)
            .applyToStatements(before);
    assertThat(all.at("/job.ownership/0/value/1/name").asText())
        .as("an owner that is software stays software")
        .startsWith("service:erased:");
    assertThat(all.at("/run.headwater_synthesis/0/value/prompts/0/template").asText())
        .startsWith("[erased ");
    assertThat(all.toString()).contains(producer, lineage);
  }

  @Test
  void concerns_isWhatNamesTheAgentOrTheAsset() {
    assertThat(concerns(new Selection.OfAgent("user:ana", ALL), EVENT)).isTrue();
    assertThat(concerns(new Selection.OfAgent("user:an", ALL), EVENT)).isFalse();
    assertThat(concerns(new Selection.OfAsset(Asset.parse("dataset:n:copy"), ALL), EVENT)).isTrue();
    assertThat(concerns(new Selection.OfAsset(Asset.parse("dataset:n:other"), ALL), EVENT))
        .isFalse();
  }

  @Test
  void numbersAndOtherValues_stay() {
    String json = "{\"a\":1.50,\"b\":12345678901234567890,\"c\":null,\"d\":true,\"e\":[]}";
    assertThat(erased(new Selection.OfAgent("user:ana", ALL), json)).isEqualTo(Json.parse(json));
  }
}
