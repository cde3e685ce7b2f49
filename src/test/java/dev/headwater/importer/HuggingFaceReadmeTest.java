package dev.headwater.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows which event the card of a repository becomes. */
class HuggingFaceReadmeTest {
  private static final String DATASET = "dataset:huggingface.co:lab/chat";

  private static final String CARD =
      """
      ---
      license: apache-2.0
      language: [en, sw]
      tags: [synthetic, chat]
      source_datasets: [original, extended|squad, lab/other]
      dataset_info:
      - config_name: a
        splits: [{name: train, num_examples: 10}, {name: test, num_examples: 5}]
      - config_name: b
        splits: [{name: train, num_examples: 7}]
      ---
      # Chat
      ---
      """;

  private static Imported read(String card, String asset) {
    return Imports.read(
        ImportFormat.HUGGINGFACE,
        List.of(
            new RecordFile(
                "README.md",
                card.getBytes(StandardCharsets.UTF_8),
                Instant.parse("2026-11-20T10:00:00Z"))),
        new ImportOptions(Optional.of(asset).map(Asset::parse), Optional.empty()));
  }

  @Test
  void dataset_isAnIngest() {
    LineageEvent event = read(CARD, DATASET).events().get(0);
    Ingest ingest = event.ingest().orElseThrow();

    assertThat(event.type()).isEqualTo(EventType.INGEST);
    assertThat(event.outputs().get(0).records()).hasValue(22);
    assertThat(event.inputs())
        .extracting(input -> input.asset().urn())
        .containsExactly("dataset:huggingface.co:squad", "dataset:huggingface.co:lab/other");
    assertThat(ingest.declaredLicense()).isEqualTo("apache-2.0");
    assertThat(ingest.languages()).containsExactly("en", "sw");
    assertThat(ingest.containsSynthetic()).isEqualTo(Answer.YES);
    assertThat(ingest.sourceUri()).isEqualTo("https://huggingface.co/datasets/lab/chat");
  }

  @Test
  void cardThatDoesNotSaySynthetic_leavesItOpen() {
    Ingest ingest =
        read("---\nlicense: other\nlicense_name: ours\n---\n", "dataset:lab:x")
            .events()
            .get(0)
            .ingest()
            .orElseThrow();

    assertThat(ingest.containsSynthetic()).isEqualTo(Answer.UNKNOWN);
    assertThat(ingest.declaredLicense()).isEqualTo("ours");
    assertThat(ingest.sourceUri()).isEmpty();
  }

  @Test
  void model_isATraining() {
    LineageEvent event =
        read("---\nbase_model: lab/base\ndatasets: [lab/chat]\n---\n", "model:lab:m@1")
            .events()
            .get(0);

    assertThat(event.type()).isEqualTo(EventType.TRAIN);
    assertThat(event.inputs())
        .extracting(input -> input.role() + " " + input.asset().urn())
        .containsExactly(
            "BASE_MODEL model:huggingface.co:lab/base", "SOURCE dataset:huggingface.co:lab/chat");
  }

  @Test
  void badCard_isRefused() {
    assertThatThrownBy(() -> read("# Chat\n", DATASET)).hasMessageContaining("no front matter");
    assertThatThrownBy(() -> read("---\na: 1\n", DATASET)).hasMessageContaining("does not end");
    assertThatThrownBy(() -> read("---\nlicense: mit\n---\n", "model:lab:m"))
        .hasMessageContaining("neither base_model nor datasets");
    assertThatThrownBy(() -> read("---\ntags: {a: {b: 1}}\n---\n", DATASET))
        .hasMessage("README.md: tags: is no text");
  }
}
