package dev.headwater.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.StoredReads;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import dev.headwater.query.AssetFilter;
import dev.headwater.query.AssetsQuestion;
import dev.headwater.query.Place;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of what the topology itself has written. */
class TaskIndexTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Asset SEED = Asset.of(AssetKind.DATASET, "lab", "seed-questions", "1");
  private static final Asset DATA = Asset.of(AssetKind.DATASET, "lab", "dialogues", "1");

  @TempDir private Path folder;
  private AssetIndex index;
  private Indexer indexer;
  private OneTask task;
  private StoredReads reads;

  @BeforeEach
  void start() {
    index = new AssetIndex(folder, 1);
    task = new OneTask(Policy.DEFAULT, NOW, index);
    reads =
        new StoredReads(
            0,
            task.rows(),
            new Progress(),
            Policy.DEFAULT,
            Clock.systemUTC(),
            index,
            index::holders);
    indexer = index.begin(partition -> Optional.of(reads));
    indexer.round();
  }

  @AfterEach
  void close() {
    index.close();
    task.close();
  }

  private List<Asset> found(AssetFilter filter) {
    assertThat(reads.find(filter, Place.START, 10)).as("an answer of the index").isPresent();
    return new AssetsQuestion(0, filter, Place.START, 10)
        .answer(reads).found().stream().map(AssetsQuestion.Row::asset).toList();
  }

  @Test
  void whatAnEventChanges_isFoundAtOnce_andStaysFound() {
    AssetFilter synthetic =
        new AssetFilter("", Set.of(), Set.of(Synthetic.YES), Set.of(), Set.of(), "");
    task.send(
        OneTask.event(EventType.TRANSFORM, NOW)
            .inputs(List.of(OneTask.input(SEED, Role.SOURCE)))
            .outputs(List.of(OneTask.output(DATA)))
            .build(),
        NOW);
    assertThat(index.waiting()).isEqualTo(2);
    assertThat(found(AssetFilter.named("QUEST"))).containsExactly(SEED);
    indexer.round();
    assertThat(index.waiting()).isZero();
    assertThat(found(AssetFilter.named("lab"))).containsExactly(DATA, SEED);
    assertThat(found(synthetic)).isEmpty();

    task.send(
        OneTask.event(EventType.SYNTHESIZE, NOW.plusSeconds(1))
            .outputs(List.of(OneTask.output(DATA)))
            .build(),
        NOW);
    assertThat(found(synthetic)).containsExactly(DATA);
    indexer.round();
    assertThat(found(synthetic)).containsExactly(DATA);
  }

  @Test
  void aTaskThatHasEnded_leavesSearchesToTheRows() {
    index.ended(0);
    assertThat(reads.find(AssetFilter.named("lab"), Place.START, 10)).isEmpty();
  }
}
