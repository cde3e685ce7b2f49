package dev.headwater.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows which events the records of tools for synthetic data, and of datatrove, become. */
class SynthesisRecordsTest {
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

  private static final String PIPELINE =
      """
      distilabel:
        version: 1.5.0
      pipeline:
        name: talks
        steps:
        - step:
            name: load
            repo_id: lab/seeds
            split: train
            revision: 4f2c
        - step:
            name: inline
            data: [{a: 1}]
        - step:
            name: write
            system_prompt: You are kind.
            template: "Write about {{ topic }}"
            llm:
              generation_kwargs: {temperature: 0.7, stop: [a, b], tools: [{f: 1}], nested: {top_p: 0.9}}
              model: gpt-4o
              seed: 7
              type_info: {module: distilabel.models.llms.openai, name: OpenAILLM}
        connections: []
      """;

  private static final String BUILDER =
      """
      {"data_designer": {
        "model_configs": [
          {"alias": "writer", "model": "nemotron", "provider": "nvidia",
           "inference_parameters": {"temperature": 0.5, "max_tokens": 100}},
          {"alias": "idle", "model": "other-model", "provider": "nvidia"}],
        "columns": [{"column_type": "llm-text", "name": "talk", "prompt": "Say hello",
          "system_prompt": "Be kind", "model_alias": "writer"}],
        "seed_config": {"dataset": "lab/names.csv"}}}
      """;

  private static final String METADATA =
      """
      {"target_num_records": 100, "column_statistics": [{"column_name": "talk", "num_records": 97}]}
      """;

  private static RecordFile file(String content) {
    return new RecordFile("record", content.getBytes(StandardCharsets.UTF_8), TIME);
  }

  private static Imported read(ImportFormat format, String... files) {
    return Imports.read(
        format,
        Arrays.stream(files).map(SynthesisRecordsTest::file).toList(),
        new ImportOptions(Optional.of(Asset.parse("dataset:lab:talks@1")), Optional.empty()));
  }

  private static <T> T given(Stated<T> stated) {
    return ((Stated.Given<T>) stated).value();
  }

  @Test
  void distilabel_isASynthesis() {
    Imported imported = read(ImportFormat.DISTILABEL, PIPELINE);
    LineageEvent event = imported.events().get(0);
    Synthesize synthesize = event.synthesize().orElseThrow();

    assertThat(event.type()).isEqualTo(EventType.SYNTHESIZE);
    assertThat(event.producer()).isEqualTo("distilabel@1.5.0");
    assertThat(event.inputs())
        .extracting(input -> input.role() + " " + input.asset().urn())
        .containsExactly("SEED dataset:huggingface.co:lab/seeds@4f2c");
    assertThat(given(synthesize.generators()))
        .containsExactly(new Generator("openai", "gpt-4o", ""));
    assertThat(given(synthesize.prompts()))
        .extracting(Prompt::role, Prompt::template)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("system", "You are kind."),
            org.assertj.core.groups.Tuple.tuple("user", "Write about {{ topic }}"));
    assertThat(given(synthesize.parameters()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "write.temperature", "0.7",
                "write.stop", "a, b",
                "write.tools", "[{\"f\":1}]",
                "write.nested.top_p", "0.9",
                "write.seed", "7"));
    assertThat(imported.notes())
        .containsExactly("Step inline contains its data. It has no name, so it is no seed.");
  }

  @Test
  void dataDesigner_isASynthesisByTheModelsThatAreUsed() {
    LineageEvent event = read(ImportFormat.DATA_DESIGNER, METADATA, BUILDER).events().get(0);
    Synthesize synthesize = event.synthesize().orElseThrow();

    assertThat(given(synthesize.generators()))
        .containsExactly(new Generator("nvidia", "nemotron", ""));
    assertThat(given(synthesize.parameters()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("writer.temperature", "0.5", "writer.max_tokens", "100"));
    assertThat(given(synthesize.prompts())).hasSize(2);
    assertThat(synthesize.requested()).hasValue(100);
    assertThat(event.outputs().get(0).records()).hasValue(97);
    assertThat(event.inputs())
        .extracting(input -> input.asset().urn())
        .containsExactly("dataset:lab:lab/names.csv");
    assertThat(read(ImportFormat.DATA_DESIGNER, BUILDER).events().get(0).outputs().get(0).records())
        .isEmpty();
  }

  @Test
  void datatrove_isACleaning_withWhatItRemoved() {
    Imported imported =
        read(
            ImportFormat.DATATROVE,
            """
            [{"name": "reader", "stats": {"documents": {"total": 100, "n": 1}, "total": 100}},
             {"name": "language", "stats": {"total": 100, "forwarded": 80, "dropped": 20,
               "dropped_below_threshold": {"total": 15, "n": 15, "mean": 1}}},
             {"name": "quality", "stats": {"total": 80, "forwarded": {"total": 75, "n": 75}}}]
            """);
    LineageEvent event = imported.events().get(0);

    assertThat(event.type()).isEqualTo(EventType.CLEAN);
    assertThat(event.clean().orElseThrow().removedByReason())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("language: below_threshold", 15L, "language", 5L));
    assertThat(event.clean().orElseThrow().filters())
        .extracting(filter -> filter.name())
        .containsExactly("language");
    assertThat(event.outputs().get(0).records()).hasValue(75);
    assertThat(imported.notes()).hasSize(1);
  }

  @Test
  void importedTwice_isTheSame() {
    assertThat(read(ImportFormat.DISTILABEL, PIPELINE))
        .isEqualTo(read(ImportFormat.DISTILABEL, PIPELINE));
    assertThat(read(ImportFormat.DATA_DESIGNER, BUILDER, METADATA).events())
        .isEqualTo(read(ImportFormat.DATA_DESIGNER, METADATA, BUILDER).events());
  }

  @Test
  void badRecord_isRefusedWithFileAndPlace() {
    assertThatThrownBy(() -> read(ImportFormat.DISTILABEL, "a: 1"))
        .hasMessageStartingWith("record: pipeline.steps: is missing");
    assertThatThrownBy(() -> read(ImportFormat.DISTILABEL, PIPELINE.replace("name: load", "n: 1")))
        .hasMessage("record: pipeline.steps[0].step.name: is missing");
    assertThatThrownBy(() -> read(ImportFormat.DATA_DESIGNER, METADATA))
        .hasMessageContaining("builder_config.json says how it is made");
    assertThatThrownBy(() -> read(ImportFormat.DATA_DESIGNER, BUILDER, BUILDER))
        .hasMessageContaining("is there twice");
    assertThatThrownBy(() -> read(ImportFormat.DATA_DESIGNER, "{\"a\":1}"))
        .hasMessageContaining("is neither a builder_config.json");
    assertThatThrownBy(() -> read(ImportFormat.DATATROVE, "[{\"name\":\"a\"}]"))
        .hasMessage("record: [0].stats: is missing");
    assertThatThrownBy(
            () ->
                Imports.read(
                    ImportFormat.DISTILABEL,
                    List.of(file(PIPELINE)),
                    new ImportOptions(Optional.empty(), Optional.empty())))
        .hasMessageContaining("--asset does");
  }
}
