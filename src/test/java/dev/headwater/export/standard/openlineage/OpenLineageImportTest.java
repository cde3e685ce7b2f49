package dev.headwater.export.standard.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.export.standard.facts.ExportChanges;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.openlineage.Bridge;
import dev.headwater.openlineage.EventReader;
import dev.headwater.openlineage.Memory;
import dev.headwater.openlineage.OpenLineageEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Shows that the importer of OpenLineage takes what {@link OpenLineageEvents} writes. */
class OpenLineageImportTest {
  /** The importer of OpenLineage turns the export into the same edges. */
  @Test
  void anImportOfTheExport_givesTheSameEdges() {
    List<ExportFacts> samples =
        List.of(
            ExportSamples.scraped(),
            ExportSamples.dialogues(),
            ExportSamples.chat(),
            ExportChanges.dialogues(
                """
                "inputs":[{"asset":"model:lab:judge@1","role":"FILTER_MODEL"},
                  {"asset":"dataset:lab:in","role":"SEED"}]
                """),
            ExportChanges.dialogues(
                "\"inputs\":[{\"asset\":\"dataset:lab:in\",\"role\":\"SEED\",\"inferred\":true}]"));
    for (ExportFacts facts : samples) {
      Set<String> edges = new TreeSet<>();
      for (LineageEvent event : new Statements(facts).makers()) {
        edges.addAll(edges(event));
      }
      Set<String> imported = new TreeSet<>();
      for (String line : OpenLineageEventsTest.lines(facts)) {
        imported(line).forEach(event -> imported.addAll(edges(event)));
      }
      assertThat(imported).isEqualTo(edges);
    }
  }

  @Test
  void anImportOfTheExport_givesTheSameSynthesis() {
    LineageEvent event = ExportSamples.dialogues().syntheses().items().get(0);

    LineageEvent imported =
        imported(OpenLineageEventsTest.lines(ExportSamples.dialogues()).get(0)).get(0);
    assertThat(imported.type()).isEqualTo(EventType.SYNTHESIZE);
    assertThat(imported.synthesize()).isEqualTo(event.synthesize());
    assertThat(imported.outputs().get(0).records()).isEqualTo(event.outputs().get(0).records());
    assertThat(imported.outputs().get(0).composition())
        .isEqualTo(event.outputs().get(0).composition());
  }

  private static Set<String> edges(LineageEvent event) {
    Set<String> edges = new TreeSet<>();
    for (Input input : event.inputs()) {
      edges.add(
          String.join(
              " ",
              event.type().name(),
              input.asset().urn(),
              event.outputs().get(0).asset().urn(),
              input.role().name(),
              Boolean.toString(input.inferred())));
    }
    return edges;
  }

  private static List<LineageEvent> imported(String line) {
    OpenLineageEvent event =
        new EventReader(OpenLineagePayloads.INSTANCE, true)
            .read(Json.parseForeign(line.getBytes(StandardCharsets.UTF_8)));
    return new Bridge(OpenLineagePayloads.INSTANCE, true, Integer.MAX_VALUE)
        .accept(new Nothing(), event, 1, false)
        .events();
  }

  /** The memory of a subject of which nothing is known. */
  private static final class Nothing implements Memory {
    @Override
    public Optional<byte[]> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, byte[] value) {
      throw new UnsupportedOperationException("one event is read");
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException("one event is read");
    }

    @Override
    public void scan(String prefix, String after, BiPredicate<String, byte[]> visit) {
      // There are no rows.
    }
  }
}
