package dev.headwater.openlineage;

import static dev.headwater.openlineage.Written.complete;
import static dev.headwater.openlineage.Written.dataset;
import static dev.headwater.openlineage.Written.datasets;
import static dev.headwater.openlineage.Written.facet;
import static dev.headwater.openlineage.Written.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.SynthesisKind;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what each facet is translated to. */
class FacetsTest {
  private static final String AT = "2026-11-22T10:00:00Z";

  private final Live live = new Live();

  @Test
  void withoutFacets_everyInputIsInferredToHaveGoneIntoEveryOutput() {
    live.send(complete(datasets("a", "b"), datasets("x", "y")));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE?",
            "dataset:lake:a > dataset:lake:y SOURCE?",
            "dataset:lake:b > dataset:lake:x SOURCE?",
            "dataset:lake:b > dataset:lake:y SOURCE?");
    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.type()).isEqualTo(EventType.TRANSFORM);
    assertThat(made.run()).isEqualTo(Written.RUN);
    assertThat(made.job().namespace()).isEqualTo("spark");
    assertThat(made.job().name()).isEqualTo("daily.orders");
    assertThat(made.producer()).isEqualTo("https://git.example/agent");
    assertThat(made.eventTime()).isEqualTo(AT);
  }

  @Test
  void columnLineage_namesTheSourcesOutright() {
    live.send(
        complete(
            datasets("a", "b", "c"),
            dataset(
                    "x",
                    facet(
                        "columnLineage",
                        """
                        "fields":{
                          "id":{"inputFields":[{"namespace":"lake","name":"a","field":"id",
                            "transformations":[{"type":"DIRECT","subtype":"IDENTITY"}]}]},
                          "total":{"inputFields":[{"namespace":"lake","name":"a","field":"price"}]}},
                        "dataset":[{"namespace":"lake","name":"b","field":"day",
                          "transformations":[{"type":"INDIRECT","subtype":"FILTER"}]}]"""))
                + ","
                + dataset("y")));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE",
            "dataset:lake:b > dataset:lake:x SOURCE",
            "dataset:lake:c > dataset:lake:x SOURCE?",
            "dataset:lake:a > dataset:lake:y SOURCE?",
            "dataset:lake:b > dataset:lake:y SOURCE?",
            "dataset:lake:c > dataset:lake:y SOURCE?");
  }

  @Test
  void lineageOfTheDataset_andColumnLineage_bothNameSources() {
    String lineage =
        facet(
            "lineage",
            """
            "inputs":[{"namespace":"lake","name":"a","type":"DATASET"},
                      {"namespace":"spark","name":"daily.orders","type":"JOB"}],
            "fields":{"id":{"inputs":[{"namespace":"lake","name":"c","type":"DATASET","field":"id"}]}}""");
    String columns =
        facet(
            "columnLineage",
            "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"b\",\"field\":\"id\"}]}}");
    live.send(complete(datasets("a", "b", "c"), dataset("x", lineage, columns)));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE",
            "dataset:lake:b > dataset:lake:x SOURCE",
            "dataset:lake:c > dataset:lake:x SOURCE");
  }

  @Test
  void lineageWithoutInputs_saysThatThereAreNone() {
    live.send(complete(datasets("a"), dataset("x", facet("lineage", "\"inputs\":[]"))));

    assertThat(live.edges()).isEmpty();
    assertThat(live.making("dataset:lake:x").inputs()).isEmpty();
  }

  @Test
  void lineageOfTheJob_namesSourcesAndOutputsOfItsOwn() {
    String entries =
        facet(
            "lineage",
            """
            "entries":[
              {"namespace":"lake","name":"x","type":"DATASET",
               "inputs":[{"namespace":"lake","name":"a","type":"DATASET"}]},
              {"namespace":"lake","name":"unlisted","type":"DATASET",
               "inputs":[{"namespace":"lake","name":"b","type":"DATASET"}]},
              {"type":"JOB","inputs":[{"namespace":"lake","name":"b","type":"DATASET"}]}]""");
    live.send(run("COMPLETE", AT, "", entries, datasets("a", "b"), datasets("x", "y")));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:x SOURCE",
            "dataset:lake:b > dataset:lake:unlisted SOURCE",
            "dataset:lake:a > dataset:lake:y SOURCE?",
            "dataset:lake:b > dataset:lake:y SOURCE?");
  }

  @Test
  void version_isNoPartOfTheAssetUnlessConfigured() {
    String event =
        complete(
            dataset("a", facet("version", "\"datasetVersion\":\"7\"")),
            dataset("x", facet("version", "\"datasetVersion\":8")));
    assertThat(new Live().send(event).edges())
        .containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
    assertThat(new Live(true).send(event).edges())
        .containsExactly("dataset:lake:a@7 > dataset:lake:x@8 SOURCE?");
  }

  @Test
  void symlinks_leadToTheOtherNames_andAnInputIsReadUnderAllOfThem() {
    String table =
        facet(
            "symlinks",
            "\"identifiers\":[{\"namespace\":\"hive\",\"name\":\"db.t\",\"type\":\"TABLE\"}]");
    live.send(complete(dataset("in", table), dataset("out", table.replace("db.t", "db.u"))));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:in > dataset:lake:out SOURCE?",
            "dataset:hive:db.t > dataset:lake:out SOURCE?",
            "dataset:lake:in > dataset:hive:db.t SOURCE",
            "dataset:lake:out > dataset:hive:db.u SOURCE");
    assertThat(live.events())
        .filteredOn(event -> event.type() == EventType.DOCUMENT)
        .as("a name makes nothing")
        .hasSize(2);
  }

  /**
   * Two names mean the same data only if an event that writes the data has a symlinks facet that
   * says so. Here no event has one, and the names stay two assets.
   */
  @Test
  void aNameThatNoWriterToldOf_isAnotherAsset() {
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    live.send(complete(datasets("a"), datasets("path")));
    live.send(
        complete("{\"namespace\":\"hive\",\"name\":\"t\"}", datasets("x"))
            .replace(Written.RUN, other));

    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:a > dataset:lake:path SOURCE?",
            "dataset:hive:t > dataset:lake:x SOURCE?");
  }

  @Test
  void datasetType_tellsModels_andModelsAreTrained() {
    String model = facet("datasetType", "\"datasetType\":\"MODEL\"");
    live.send(complete(datasets("corpus") + "," + dataset("base", model), dataset("m", model)));

    assertThat(live.making("model:lake:m").type()).isEqualTo(EventType.TRAIN);
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:corpus > model:lake:m SOURCE?",
            "model:lake:base > model:lake:m BASE_MODEL?");
  }

  @Test
  void aModelOfNoInputs_isNotSaidToBeTrained() {
    live.send(complete("", dataset("m", facet("datasetType", "\"datasetType\":\"MODEL\""))));

    assertThat(live.making("model:lake:m").type()).isEqualTo(EventType.TRANSFORM);
  }

  @ParameterizedTest
  @CsvSource({
    "TRAINING, TRAIN",
    "INGESTION, INGEST",
    "Data Cleaning, CLEAN",
    "SYNTHESIS, SYNTHESIZE",
    "QUERY, TRANSFORM",
    "MODEL, TRANSFORM",
    "DAG, TRANSFORM"
  })
  void jobType_tellsTheActivity(String jobType, EventType expected) {
    String facet =
        facet(
            "jobType",
            "\"processingType\":\"BATCH\",\"integration\":\"AIRFLOW\",\"jobType\":\"%s\""
                .formatted(jobType));
    live.send(run("COMPLETE", AT, "", facet, datasets("a"), datasets("x")));

    assertThat(live.events()).extracting(LineageEvent::type).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "headwater_activity, SYNTHESIZE, SYNTHESIZE",
    "activity, fine-tuning, TRAIN",
    "training, , TRAIN",
    "cleaning, true, CLEAN",
    "cleaning, no, INGEST",
    "team, ingest, INGEST"
  })
  void tagsOfTheJob_tellTheActivity_beforeItsType(String key, String value, EventType expected) {
    String tags =
        facet(
            "tags",
            "\"tags\":[{\"key\":\"%s\",\"value\":\"%s\",\"source\":\"USER\"}]"
                .formatted(key, value == null ? "" : value));
    String type = facet("jobType", "\"jobType\":\"INGEST\"");
    live.send(run("COMPLETE", AT, "", tags + "," + type, datasets("a"), datasets("x")));

    assertThat(live.events()).extracting(LineageEvent::type).containsExactly(expected);
  }

  @Test
  void tagsOfTheRun_tellTheActivity_afterThoseOfTheJob() {
    String tag = facet("tags", "\"tags\":[{\"key\":\"headwater_activity\",\"value\":\"%s\"}]");
    live.send(run("COMPLETE", AT, tag.formatted("CLEAN"), "", datasets("a"), datasets("x")));
    assertThat(live.making("dataset:lake:x").type()).isEqualTo(EventType.CLEAN);

    String both =
        run(
            "COMPLETE",
            "2026-11-22T11:00:00Z",
            tag.formatted("CLEAN"),
            tag.formatted("INGEST"),
            datasets("a"),
            datasets("x"));
    live.send(both);
    assertThat(live.making("dataset:lake:x").type()).isEqualTo(EventType.INGEST);
  }

  @Test
  void aTagOfAnInput_tellsItsRole() {
    live.send(
        complete(
            dataset(
                "a",
                facet("tags", "\"tags\":[{\"key\":\"headwater_role\",\"value\":\"REFERENCE\"}]")),
            datasets("x")));

    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x REFERENCE?");
  }

  @ParameterizedTest
  @CsvSource({"DROP, 0", "TRUNCATE, 1", "CREATE, 1", "OVERWRITE, 1", "ALTER, 1"})
  void lifecycle_whatIsDroppedWasNotMade_butShowsOnTheAsset(String change, int made) {
    String facet =
        facet("lifecycleStateChange", "\"lifecycleStateChange\":\"%s\"".formatted(change));
    live.send(complete(datasets("a"), dataset("x", facet)));

    assertThat(live.edges()).hasSize(made);
    assertThat(live.events())
        .extracting(
            event ->
                event
                    .document()
                    .map(Document::attributes)
                    .orElseGet(() -> event.outputs().get(0).attributes())
                    .get("openlineage.lifecycle"))
        .containsExactly(change);
  }

  @Test
  void aDatasetThatIsOnlyEmptied_wasNotMade() {
    String facet = facet("lifecycleStateChange", "\"lifecycleStateChange\":\"TRUNCATE\"");
    live.send(complete("", dataset("x", facet)));
    live.send(complete(datasets("x"), dataset("x", facet)));

    assertThat(live.edges()).isEmpty();
    assertThat(live.events()).extracting(LineageEvent::type).containsOnly(EventType.DOCUMENT);
  }

  @Test
  void aRenamedDataset_comesFromWhatItWasCalled() {
    String facet =
        facet(
            "lifecycleStateChange",
            "\"lifecycleStateChange\":\"RENAME\",\"previousIdentifier\":{\"namespace\":\"lake\",\"name\":\"old\"}");
    live.send(complete("", dataset("new", facet)));

    assertThat(live.edges()).containsExactly("dataset:lake:old > dataset:lake:new SOURCE");
  }

  @Test
  void owners_areAgents() {
    String dataset =
        "\"owners\":[{\"name\":\"team:data\",\"type\":\"MAINTAINER\"},{\"name\":\"app:x\"}]";
    String job = "\"owners\":[{\"name\":\"user:jdoe\",\"type\":\"OWNER\"}]";
    live.send(
        run(
            "COMPLETE",
            AT,
            "",
            facet("ownership", job),
            datasets("a"),
            dataset("x", facet("ownership", dataset))));

    assertThat(live.making("dataset:lake:x").agents())
        .containsExactly(
            new Agent("team:data", AgentType.ORGANIZATION, "MAINTAINER", ""),
            new Agent("app:x", AgentType.SOFTWARE, "OWNER", ""),
            new Agent("user:jdoe", AgentType.PERSON, "OWNER", ""));
  }

  @Test
  void statistics_areCounts() {
    live.send(
        complete(
            """
            {"namespace":"lake","name":"a","inputFacets":{%s}}"""
                .formatted(facet("inputStatistics", "\"rowCount\":10,\"size\":100")),
            """
            {"namespace":"lake","name":"x","outputFacets":{%s}}"""
                .formatted(
                    facet("outputStatistics", "\"rowCount\":9,\"size\":90,\"fileCount\":1"))));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.outputs().get(0).records()).isEqualTo(OptionalLong.of(9));
    assertThat(made.outputs().get(0).bytes()).isEqualTo(OptionalLong.of(90));
    assertThat(made.inputs().get(0).records()).isEqualTo(OptionalLong.of(10));
    assertThat(made.inputs().get(0).bytes()).isEqualTo(OptionalLong.of(100));
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example/r/blob/4f2c/x.py, 4f2c, https://git.example/r/blob/4f2c/x.py",
    "https://git.example/r/x.py, 4f2c, https://git.example/r/x.py@4f2c",
    "https://git.example/r/x.py, , https://git.example/r/x.py"
  })
  void sourceCodeLocation_isTheProducer(String url, String version, String expected) {
    String facet =
        facet(
            "sourceCodeLocation",
            "\"type\":\"git\",\"url\":\"%s\"%s"
                .formatted(url, version == null ? "" : ",\"version\":\"" + version + "\""));
    live.send(run("COMPLETE", AT, "", facet, "", datasets("x")));

    assertThat(live.making("dataset:lake:x").producer()).isEqualTo(expected);
  }

  @Test
  void headwaterSynthesis_isARecordOfOurs_withSeedsAndGenerators() {
    String synthesis =
        facet(
            "headwater_synthesis",
            """
            "kind":"LLM","generators":[{"provider":"openai","model":"d","revision":"3"}],
            "prompts":[{"role":"user","template":"Say"}],"parameters":{"temperature":"1.0"}""");
    live.send(
        complete(
            datasets("seeds")
                + ","
                + dataset("llm", facet("datasetType", "\"datasetType\":\"MODEL\"")),
            dataset("x", synthesis)));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.type()).isEqualTo(EventType.SYNTHESIZE);
    assertThat(made.synthesize().orElseThrow().kind()).contains(SynthesisKind.LLM);
    assertThat(live.edges())
        .containsExactlyInAnyOrder(
            "dataset:lake:seeds > dataset:lake:x SEED?",
            "model:lake:llm > dataset:lake:x GENERATOR?");
  }

  @Test
  void headwaterTraining_ofTheRun_makesModelsOfOutputsThatDoNotSayWhatTheyAre() {
    String training =
        facet("headwater_training", "\"stage\":\"sft\",\"hyperparameters\":{\"lr\":\"0.1\"}");
    String table = facet("datasetType", "\"datasetType\":\"TABLE\"");
    live.send(
        run(
            "COMPLETE",
            AT,
            training,
            "",
            datasets("a"),
            datasets("m") + "," + dataset("loss", table)));

    assertThat(live.making("model:lake:m").train().orElseThrow().stage()).isEqualTo("sft");
    assertThat(live.making("dataset:lake:loss").type()).isEqualTo(EventType.TRANSFORM);
  }

  @Test
  void headwaterIngest_saysWhereADatasetComesFrom() {
    live.send(
        complete(
            "",
            dataset(
                "x",
                facet(
                    "headwater_ingest",
                    "\"sourceUri\":\"https://a.example\",\"containsSynthetic\":\"NO\""))));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.type()).isEqualTo(EventType.INGEST);
    assertThat(made.ingest().orElseThrow().sourceUri()).isEqualTo("https://a.example");
    assertThat(made.ingest().orElseThrow().containsSynthetic()).isEqualTo(Answer.NO);
  }

  @Test
  void headwaterCleaning_ofTheJob_saysWhatWasRemoved() {
    String cleaning =
        facet(
            "headwater_cleaning",
            "\"filters\":[{\"name\":\"length\"}],\"removedByReason\":{\"short\":3}");
    live.send(run("COMPLETE", AT, "", cleaning, datasets("a"), datasets("x")));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.type()).isEqualTo(EventType.CLEAN);
    assertThat(made.clean().orElseThrow().removedByReason()).containsEntry("short", 3L);
  }

  @Test
  void headwaterComposition_isThatOfTheDataset() {
    String composition =
        facet(
            "headwater_composition",
            """
            "composition":[{"dimension":"language","unit":"records","method":"MEASURED",
              "counts":{"en":5,"sw":2}}]""");
    live.send(complete(dataset("a", composition), dataset("x", composition)));

    LineageEvent made = live.making("dataset:lake:x");
    assertThat(made.outputs().get(0).composition().get(0).counts()).containsEntry("sw", 2.0);
    assertThat(made.inputs().get(0).composition()).hasSize(1);
  }

  @Test
  void whatHasNoOtherPlace_isKeptOnTheAsset() {
    String parent =
        facet(
            "parent",
            """
            "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a00"},
            "job":{"namespace":"airflow","name":"dag"}""");
    live.send(
        run(
            "COMPLETE",
            AT,
            parent,
            facet("jobType", "\"processingType\":\"BATCH\",\"jobType\":\"TASK\""),
            "",
            dataset(
                "x",
                facet("version", "\"datasetVersion\":\"7\""),
                facet("datasetType", "\"datasetType\":\"TABLE\",\"subType\":\"EXTERNAL\""),
                facet("lifecycleStateChange", "\"lifecycleStateChange\":\"OVERWRITE\""),
                facet(
                    "tags",
                    """
                    "tags":[{"key":"pii","value":"yes"},{"key":"gold"},
                      {"key":"key","value":"v","field":"column"}]"""))));

    assertThat(live.making("dataset:lake:x").outputs().get(0).attributes())
        .containsExactly(
            Map.entry("openlineage.datasetType", "TABLE"),
            Map.entry("openlineage.jobType", "TASK"),
            Map.entry("openlineage.lifecycle", "OVERWRITE"),
            Map.entry("openlineage.parent.job", "airflow/dag"),
            Map.entry("openlineage.parent.run", "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a00"),
            Map.entry("openlineage.subType", "EXTERNAL"),
            Map.entry("openlineage.tag.gold", "true"),
            Map.entry("openlineage.tag.pii", "yes"),
            Map.entry("openlineage.version", "7"));
  }

  @Test
  void attributes_areBounded_andWhatIsTooLongIsLeftOut() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      tags.append("{\"key\":\"k%03d\",\"value\":\"v\"},".formatted(i));
    }
    tags.append("{\"key\":\"%s\",\"value\":\"v\"}".formatted("z".repeat(600)));
    live.send(
        complete(
            "",
            dataset(
                "x",
                facet("tags", "\"tags\":[" + tags + "]"),
                facet("version", "\"datasetVersion\":\"" + "v".repeat(513) + "\""))));

    assertThat(live.making("dataset:lake:x").outputs().get(0).attributes())
        .hasSize(100)
        .containsEntry("openlineage.tag.k099", "v")
        .doesNotContainKey("openlineage.version");

    live.send(
        run(
            "OTHER",
            "2026-11-22T11:00:00Z",
            "",
            dataset(
                "x",
                facet(
                    "tags",
                    "\"tags\":[{\"key\":\"%s\",\"value\":\"v\"}]".formatted("z".repeat(600))))));
    assertThat(live.making("dataset:lake:x").outputs().get(0).attributes()).isEmpty();
  }

  @Test
  void unknownFacetsAndFields_areIgnored_howeverDeepTheyAre() {
    String plan = "[".repeat(500) + "]".repeat(500);
    String unknown =
        "\"spark.logicalPlan\":{\"plan\":%s},\"other\":null,\"odd\":[1,2]".formatted(plan);
    live.send(
        run("COMPLETE", AT, unknown, unknown, dataset("a", unknown), dataset("x", unknown))
            .replaceFirst("\\{", "{\"later\":[{}],"));

    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
  }

  @Test
  void aDeletedFacet_isGone() {
    String columns =
        facet(
            "columnLineage",
            "\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"lake\",\"name\":\"b\",\"field\":\"id\"}]}}");
    live.send(run("START", "2026-11-22T09:00:00Z", datasets("a"), dataset("x", columns)));
    live.send(complete("", dataset("x", facet("columnLineage", "\"_deleted\":true"))));

    assertThat(live.edges()).containsExactly("dataset:lake:a > dataset:lake:x SOURCE?");
  }
}
