package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.json.JsonPlace;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Stated;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Translates complete events as integrations of engines write them: with several facets at once,
 * some of which Headwater does not use.
 */
class SpecificationTest {
  private final Live live = new Live();

  static String written(String name) {
    try (InputStream in = SpecificationTest.class.getResourceAsStream(name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("spark-run", new TypeReference<OpenLineage.RunEvent>() {}),
        Arguments.of("airflow-run", new TypeReference<OpenLineage.RunEvent>() {}),
        Arguments.of("flink-run", new TypeReference<OpenLineage.RunEvent>() {}),
        Arguments.of("training-run", new TypeReference<OpenLineage.RunEvent>() {}),
        Arguments.of("synthesis-run", new TypeReference<OpenLineage.RunEvent>() {}),
        Arguments.of("dbt-job", new TypeReference<OpenLineage.JobEvent>() {}),
        Arguments.of("catalog-dataset", new TypeReference<OpenLineage.DatasetEvent>() {}));
  }

  /**
   * The classes of the OpenLineage client define the fields and their types. Each event must
   * survive reading and writing by them.
   */
  @ParameterizedTest
  @MethodSource("events")
  void theEvents_areAsTheClientWritesThem(String name, TypeReference<?> type) {
    Object read = OpenLineageClientUtils.fromJson(written(name), type);

    assertThat(Json.parse(OpenLineageClientUtils.toJson(read)))
        .isEqualTo(Json.parse(written(name)));
  }

  /**
   * Puts odd values in place of every value. A wrong value outside the facets is refused with its
   * path. A broken facet is left out. No other exception may occur.
   */
  @ParameterizedTest
  @MethodSource("events")
  void whateverStandsInPlaceOfAnyValue_isTakenOrRefused(String name, TypeReference<?> type) {
    JsonNode good = Json.parse(written(name));
    int refused = 0;
    for (JsonPlace place : JsonPlace.allIn(good)) {
      for (JsonNode odd : JsonPlace.ODD) {
        String event = place.with(good, odd).toString();
        try {
          new Live().send(event);
          new Live(true).send(event);
        } catch (InvalidException invalid) {
          assertThat(invalid.path())
              .as("%s = %s", place, odd)
              .isNotEmpty()
              .doesNotContainIgnoringCase("facets");
          refused++;
        } catch (RuntimeException unforeseen) {
          throw new AssertionError(place + " = " + odd, unforeseen);
        }
      }
    }
    assertThat(refused).isGreaterThan(30);
  }

  @Test
  void aTableWrittenBySpark() {
    live.send(written("spark-run"));

    LineageEvent made = live.making("dataset:s3%3A//lake:warehouse/sales/daily");
    assertThat(made.type()).isEqualTo(EventType.TRANSFORM);
    assertThat(made.run()).isEqualTo("0193d5b0-4c1e-7a52-8f4e-5d3c2b1a0f01");
    assertThat(made.job().name()).isEqualTo("sales.append_data_exec_v1");
    assertThat(made.producer())
        .isEqualTo("https://github.example/OpenLineage/tree/1.55.0/integration/spark");
    Output output = made.outputs().get(0);
    assertThat(output.records()).hasValue(18_204);
    assertThat(output.bytes()).hasValue(2_411_724);
    assertThat(output.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "openlineage.version", "4621330298231476000",
                "openlineage.datasetType", "TABLE",
                "openlineage.lifecycle", "OVERWRITE",
                "openlineage.jobType", "SQL_JOB",
                "openlineage.parent.run", "0193d5b0-1111-7a52-8f4e-5d3c2b1a0f00",
                "openlineage.parent.job", "airflow/sales_dag.load"));
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:s3%3A//lake:warehouse/sales/orders"
                + " > dataset:s3%3A//lake:warehouse/sales/daily SOURCE",
            "dataset:glue%3A//111122223333%3Aus-east-1:table/sales/orders"
                + " > dataset:s3%3A//lake:warehouse/sales/daily SOURCE",
            "dataset:s3%3A//lake:warehouse/sales/calendar"
                + " > dataset:s3%3A//lake:warehouse/sales/daily SOURCE",
            "dataset:s3%3A//lake:warehouse/sales/unused"
                + " > dataset:s3%3A//lake:warehouse/sales/daily SOURCE?",
            "dataset:s3%3A//lake:warehouse/sales/orders"
                + " > dataset:glue%3A//111122223333%3Aus-east-1:table/sales/orders SOURCE",
            "dataset:s3%3A//lake:warehouse/sales/daily"
                + " > dataset:glue%3A//111122223333%3Aus-east-1:table/sales/daily SOURCE");
    Input orders =
        made.inputs().stream()
            .filter(input -> input.asset().urn().endsWith("warehouse/sales/orders"))
            .findFirst()
            .orElseThrow();
    assertThat(orders.records()).hasValue(120_000);
    assertThat(orders.bytes()).hasValue(9_000_000);
  }

  @Test
  void aTableWrittenBySpark_whereVersionsCount() {
    Live versions = new Live(true).send(written("spark-run"));

    assertThat(versions.edges())
        .contains(
            "dataset:s3%3A//lake:warehouse/sales/orders@881"
                + " > dataset:s3%3A//lake:warehouse/sales/daily@4621330298231476000 SOURCE",
            "dataset:s3%3A//lake:warehouse/sales/calendar"
                + " > dataset:s3%3A//lake:warehouse/sales/daily@4621330298231476000 SOURCE");
  }

  @Test
  void aTaskOfAirflow_thatIngests() {
    live.send(written("airflow-run"));

    LineageEvent made = live.making("dataset:s3%3A//lake:raw/crawl");
    assertThat(made.type()).as("by the tag of the job").isEqualTo(EventType.INGEST);
    assertThat(made.producer())
        .isEqualTo("https://github.example/acme/pipelines/blob/4f2c1d9/dags/crawl.py");
    assertThat(made.agents())
        .containsExactly(
            new Agent("team:web-data", AgentType.ORGANIZATION, "MAINTAINER", ""),
            new Agent("user:jdoe", AgentType.PERSON, "OWNER", ""));
    assertThat(made.ingest().orElseThrow().sourceUri()).isEqualTo("https://crawl.example/2026-48");
    assertThat(made.outputs().get(0).composition().get(0).counts()).containsEntry("sw", 11.0);
    assertThat(made.outputs().get(0).attributes())
        .containsEntry("openlineage.tag.pii", "true")
        .containsEntry("openlineage.datasetType", "FILE")
        .containsEntry("openlineage.jobType", "TASK")
        .containsEntry("openlineage.parent.job", "airflow/crawl");
  }

  @Test
  void aStreamOfFlink_countsWhileItRuns() {
    live.send(written("flink-run"));

    assertThat(live.edges())
        .containsExactly(
            "dataset:kafka%3A//broker%3A9092:clicks"
                + " > dataset:kafka%3A//broker%3A9092:sessions SOURCE?");
    Output output = live.making("dataset:kafka%3A//broker%3A9092:sessions").outputs().get(0);
    assertThat(output.records()).as("they change as it runs").isEmpty();
    assertThat(output.attributes()).containsEntry("openlineage.datasetType", "TOPIC");
  }

  @Test
  void aModelThatIsTrained_andWhatWasCleanedForIt() {
    live.send(written("training-run"));

    LineageEvent trained = live.making("model:mlflow%3A//registry:tutor");
    assertThat(trained.type()).isEqualTo(EventType.TRAIN);
    assertThat(trained.train().orElseThrow().hyperparameters()).containsEntry("lr", "2e-5");
    LineageEvent cleaned = live.making("dataset:s3%3A//lake:train/split");
    assertThat(cleaned.type()).isEqualTo(EventType.CLEAN);
    assertThat(cleaned.clean().orElseThrow().removedByReason()).containsEntry("duplicate", 410L);
    assertThat(live.edges())
        .as("by the lineage facet of the job")
        .containsExactlyInAnyOrder(
            "dataset:s3%3A//lake:dialogues > dataset:s3%3A//lake:train/split SOURCE",
            "dataset:s3%3A//lake:train/split > model:mlflow%3A//registry:tutor SOURCE",
            "model:hf%3A//hub:base-7b > model:mlflow%3A//registry:tutor BASE_MODEL");
  }

  @Test
  void dataThatAModelGenerated() {
    live.send(written("synthesis-run"));

    LineageEvent made = live.making("dataset:s3%3A//lake:dialogues");
    assertThat(made.type()).isEqualTo(EventType.SYNTHESIZE);
    assertThat(made.synthesize().orElseThrow().parameters())
        .isEqualTo(new Stated.Given<>(new TreeMap<>(Map.of("temperature", "0.7"))));
    assertThat(made.outputs().get(0).records()).hasValue(940);
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:s3%3A//lake:seeds > dataset:s3%3A//lake:dialogues SEED",
            "model:openai:gpt > dataset:s3%3A//lake:dialogues GENERATOR");
  }

  @Test
  void aModelOfDbt_isDeclared() {
    live.send(written("dbt-job"));

    LineageEvent made = live.making("dataset:postgres%3A//db%3A5432:shop.public.orders_clean");
    assertThat(made.type()).as("by the tag of the job").isEqualTo(EventType.CLEAN);
    assertThat(made.run()).isEqualTo("declared");
    assertThat(live.edges())
        .containsExactly(
            "dataset:postgres%3A//db%3A5432:shop.public.orders"
                + " > dataset:postgres%3A//db%3A5432:shop.public.orders_clean SOURCE",
            "dataset:postgres%3A//db%3A5432:shop.public.seed"
                + " > dataset:postgres%3A//db%3A5432:shop.public.orders_clean SOURCE?");
  }

  @Test
  void whatACatalogSaysOfADataset() {
    live.send(written("catalog-dataset"));

    LineageEvent said = live.events().get(0);
    assertThat(said.type()).isEqualTo(EventType.DOCUMENT);
    assertThat(said.agents())
        .containsExactly(new Agent("team:analytics", AgentType.ORGANIZATION, "STEWARD", ""));
    assertThat(said.document().orElseThrow().attributes())
        .containsEntry("openlineage.datasetType", "VIEW")
        .containsEntry("openlineage.subType", "MATERIALIZED")
        .containsEntry("openlineage.lifecycle", "RENAME")
        .containsEntry("openlineage.tag.gold", "true");
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:postgres%3A//db%3A5432:shop.public.orders"
                + " > dataset:postgres%3A//db%3A5432:shop.public.orders_view SOURCE",
            "dataset:postgres%3A//db%3A5432:shop.public.order_view"
                + " > dataset:postgres%3A//db%3A5432:shop.public.orders_view SOURCE");
  }
}
