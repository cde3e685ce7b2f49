package dev.headwater.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Shows which events a {@code dvc.lock} becomes. */
class DvcTest {
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
  private static final ImportOptions LAB = new ImportOptions(Optional.empty(), Optional.of("lab"));

  private static final String LOCK =
      """
      schema: '2.0'
      stages:
        prepare:
          cmd: python src/prepare.py data/data.xml
          deps:
          - path: data/data.xml
            hash: md5
            md5: 22a1a2931c8370d3aeedd7183606fd7f
            size: 14445097
          - path: src/prepare.py
            hash: md5
            md5: f09ea0c15980b43010257ccb9f0055e2
            size: 1576
          params:
            params.yaml:
              prepare.seed: 20170428
          outs:
          - path: data/prepared
            hash: md5
            md5: 153aad06d376b6595932470e459ef42a.dir
            size: 8437363
            nfiles: 2
        train:
          cmd: python src/train.py
          deps:
          - path: data/prepared
            md5: 153aad06d376b6595932470e459ef42a.dir
          outs:
          - path: model.pkl
            md5: 46865edbf3d62fc5c039dd9d2b0567a4
        report:
          cmd: echo done
      """;

  private static Imported read(String lock) {
    return Imports.read(
        ImportFormat.DVC,
        List.of(new RecordFile("dvc.lock", lock.getBytes(StandardCharsets.UTF_8), TIME)),
        LAB);
  }

  @Test
  void stages_areTransforms_chainedByTheHashesOfTheirFiles() {
    List<LineageEvent> events = read(LOCK).events();

    assertThat(events).extracting(LineageEvent::type).containsOnly(EventType.TRANSFORM);
    assertThat(events).hasSize(2);
    LineageEvent prepare = events.get(0);
    assertThat(prepare.inputs())
        .extracting(input -> input.asset().urn())
        .containsExactly("dataset:lab:data/data.xml@22a1a2931c8370d3aeedd7183606fd7f");
    assertThat(prepare.inputs().get(0).bytes()).hasValue(14445097);
    assertThat(prepare.transform().orElseThrow().codeRef())
        .isEqualTo("src/prepare.py@f09ea0c15980b43010257ccb9f0055e2");
    assertThat(prepare.outputs().get(0).attributes()).containsEntry("dvc.nfiles", "2");
    assertThat(prepare.eventTime()).isEqualTo(TIME);
    assertThat(events.get(1).inputs())
        .extracting(Input::asset)
        .containsExactly(prepare.outputs().get(0).asset());
  }

  @Test
  void whatNoEventHolds_isNoted() {
    assertThat(read(LOCK).notes())
        .containsExactly(
            "Stage prepare has params. A TRANSFORM has no field for them.",
            "Stage report writes nothing, so it is no event.");
  }

  @Test
  void ids_areMadeOfTheContent() {
    assertThat(read(LOCK)).isEqualTo(read(LOCK));
    assertThat(read(LOCK.replace("size: 8437363", "size: 8437364")).events().get(0).eventId())
        .isNotEqualTo(read(LOCK).events().get(0).eventId());
    assertThat(read(LOCK).events().get(0).eventId().version()).isEqualTo(8);
    assertThat(read(LOCK).events().get(0).eventId().variant()).isEqualTo(2);
  }

  /** Code that a stage writes is data for the next. */
  @Test
  void sourceFileThatAStageWrites_isAnInput() {
    LineageEvent train = read(LOCK.replace("data/prepared", "data/prepared.py")).events().get(1);

    assertThat(train.inputs()).hasSize(1);
    assertThat(train.transform().orElseThrow().codeRef()).isEmpty();
  }

  @Test
  void badRecord_isRefusedWithFileAndPlace() {
    assertThatThrownBy(() -> read(LOCK.replace("size: 14445097", "size: -1")))
        .isInstanceOf(ImportException.class)
        .hasMessage("dvc.lock: stages.prepare.deps[0].size: is no whole number from 0 on");
    assertThatThrownBy(() -> read(LOCK.replace("path: model.pkl", "file: model.pkl")))
        .hasMessage("dvc.lock: stages.train.outs[0].path: is missing");
    assertThatThrownBy(() -> read("a: [")).hasMessageStartingWith("dvc.lock: is not YAML");
    assertThatThrownBy(() -> read("a: 1"))
        .hasMessage("dvc.lock: stages: is missing; is this a dvc.lock of schema 2.0?");
    assertThatThrownBy(
            () ->
                Imports.read(
                    ImportFormat.DVC,
                    List.of(new RecordFile("dvc.lock", new byte[0], TIME)),
                    new ImportOptions(Optional.empty(), Optional.empty())))
        .hasMessageContaining("--namespace");
  }
}
