package dev.headwater.export.standard.bom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportSamples;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Validates documents with the JSON schema of SPDX 3.0.1, from the tools of SPDX for Java. */
class SpdxSchemaTest {
  private static final JsonSchema SCHEMA = schema();

  private static JsonSchema schema() {
    try (InputStream in =
        SpdxSchemaTest.class.getResourceAsStream("/resources/schema-v3.0.1.json")) {
      assertThat(in).as("the schema, in org.spdx:spdx-v3jsonld-store").isNotNull();
      JsonNode json = new ObjectMapper().readTree(in);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyDocumentWithAnEvent_isValid() {
    int[] validated = {0};
    // The schema tries every class for every element, so a document takes a while.
    BomTests.some()
        .filter(facts -> new BomFacts(facts).latest().isPresent())
        .forEach(
            facts -> {
              Export export = Spdx.write(facts);
              assertThat(SCHEMA.validate(BomTests.parse(export))).as(export.text()).isEmpty();
              validated[0]++;
            });
    assertThat(validated[0]).isGreaterThan(15);
  }

  @Test
  void schema_findsFaults() {
    JsonNode json = BomTests.parse(Spdx.write(ExportSamples.dialogues()));
    ObjectNode asset = (ObjectNode) json.at("/@graph/3");
    assertThat(asset.get("type").asText()).isEqualTo("dataset_DatasetPackage");
    asset.put("synthetic", "YES");
    assertThat(SCHEMA.validate(json)).isNotEmpty();
    asset.remove("synthetic");
    assertThat(SCHEMA.validate(json)).isEmpty();
    asset.putArray("dataset_datasetType").add("secret");
    assertThat(SCHEMA.validate(json)).isNotEmpty();
  }
}
