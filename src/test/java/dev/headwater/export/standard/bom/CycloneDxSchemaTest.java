package dev.headwater.export.standard.bom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import org.junit.jupiter.api.Test;

/**
 * Validates documents with the JSON schema of CycloneDX 1.6, from the tools of CycloneDX for Java.
 * The documents have no field that 1.7 added, so they must be valid in both versions.
 */
class CycloneDxSchemaTest {
  private static final JsonSchema SCHEMA = schema();

  private static JsonSchema schema() {
    assertThat(CycloneDxSchemaTest.class.getResource("/bom-1.6.schema.json"))
        .as("the schema, in org.cyclonedx:cyclonedx-core-java")
        .isNotNull();
    return JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            factory ->
                factory.schemaMappers(
                    mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:/")))
        .getSchema(
            SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private static JsonNode of(ExportFacts facts) {
    ObjectNode bom = (ObjectNode) BomTests.parse(CycloneDx.write(facts));
    bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    bom.put("specVersion", "1.6");
    return bom;
  }

  @Test
  void everyDocument_isValid() {
    BomTests.all()
        .forEach(
            facts -> {
              JsonNode bom = of(facts);
              assertThat(SCHEMA.validate(bom)).as(bom.toPrettyString()).isEmpty();
            });
  }

  @Test
  void schema_findsFaults() {
    ObjectNode bom = (ObjectNode) of(ExportSamples.dialogues());
    ((ObjectNode) bom.at("/metadata/component")).put("synthetic", "YES");
    assertThat(SCHEMA.validate(bom)).isNotEmpty();

    bom = (ObjectNode) of(ExportSamples.scraped());
    ((ObjectNode) bom.at("/metadata/component/licenses/0/license")).put("id", "CC-BY-5.0");
    assertThat(SCHEMA.validate(bom)).isNotEmpty();

    bom = (ObjectNode) of(ExportSamples.scraped());
    ArrayNode compositions = (ArrayNode) bom.get("compositions");
    ((ObjectNode) compositions.get(0)).put("aggregate", "perfect");
    assertThat(SCHEMA.validate(bom)).isNotEmpty();
  }
}
