package dev.headwater.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.json.EventJson;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.OpenAlerts;
import dev.headwater.query.question.Place;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.representation.Measure;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
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

  private void document(String json) {
    task.send(
        EventJson.read(
            "{\"eventId\":\""
                + UUID.randomUUID()
                + "\",\"type\":\"DOCUMENT\",\"eventTime\":\""
                + NOW
                + "\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
                + "\"document\":{\"target\":\""
                + DATA.urn()
                + "\","
                + json
                + "}}"),
        NOW);
  }

  /** Each of these changes is one of a single thing that the index keeps of the dataset. */
  @Test
  void whatADocumentChanges_isFound() {
    AssetFilter undocumented = filter(Documentation.UNDOCUMENTED, Set.of());
    AssetFilter partial = filter(Documentation.PARTIAL, Set.of());
    AssetFilter alerted = filter(Documentation.PARTIAL, Set.of(OpenAlerts.OPEN));
    task.send(
        OneTask.event(EventType.SYNTHESIZE, NOW).outputs(List.of(OneTask.output(DATA))).build(),
        NOW);
    indexer.round();
    assertThat(found(undocumented)).containsExactly(DATA);

    document("\"synthesize\":{\"parameters\":{\"order\":\"3\"}}");
    assertThat(index.waiting()).isOne();
    assertThat(found(partial)).containsExactly(DATA);
    indexer.round();
    assertThat(found(undocumented)).isEmpty();
    assertThat(found(partial)).containsExactly(DATA);
    assertThat(found(alerted)).containsExactly(DATA);

    document(
        "\"waive\":{\"rule\":\"UNDOCUMENTED_SYNTHETIC\",\"approver\":\"ada\",\"rationale\":\"test\","
            + "\"until\":\"2030-01-01T00:00:00Z\"}");
    assertThat(index.waiting()).isOne();
    indexer.round();
    assertThat(found(alerted)).isEmpty();
    assertThat(found(partial)).containsExactly(DATA);
  }

  private static AssetFilter filter(Documentation documentation, Set<OpenAlerts> alerts) {
    return new AssetFilter("", Set.of(), Set.of(), Set.of(documentation), alerts, "");
  }

  @Test
  void anAssetOfWhichTheIndexKeepsTheSame_isNotIndexedAgain() {
    LineageEvent derived =
        OneTask.event(EventType.TRANSFORM, NOW)
            .inputs(List.of(OneTask.input(SEED, Role.SOURCE)))
            .outputs(List.of(OneTask.output(DATA)))
            .build();
    task.send(derived, NOW);
    indexer.round();
    Asset other = Asset.of(AssetKind.DATASET, "lab", "other", "1");
    task.send(
        OneTask.event(EventType.TRANSFORM, NOW)
            .inputs(List.of(OneTask.input(SEED, Role.SOURCE), OneTask.input(DATA, Role.SOURCE)))
            .outputs(List.of(OneTask.output(other)))
            .build(),
        NOW);

    assertThat(index.waiting()).as("the new asset, and none of its inputs").isOne();
    assertThat(found(AssetFilter.named("lab"))).containsExactly(DATA, other, SEED);
  }

  private List<Asset> holders(String dimension, String category) {
    return reads
        .holders(new Measure(dimension, "records"), category, 10)
        .orElseThrow()
        .holders()
        .stream()
        .map(CategoryLookup.Holder::asset)
        .toList();
  }

  private static LineageEvent declaring(Instant time, String category, double count) {
    Composition composition =
        new Composition(
            "language",
            "records",
            CompositionMethod.MEASURED,
            new TreeMap<>(Map.of(category, count, "none", 0.0)),
            0);
    return OneTask.event(EventType.INGEST, time)
        .outputs(
            List.of(
                new Output(
                    DATA, OptionalLong.empty(), OptionalLong.empty(), "", List.of(composition))))
        .build();
  }

  @Test
  void whatADatasetDeclares_isFoundByCategory_untilItDeclaresAnother() {
    LineageEvent first = declaring(NOW, "sw", 100);
    task.send(first, NOW);
    assertThat(holders("language", "sw")).as("before it is indexed").contains(DATA);
    indexer.round();
    assertThat(index.waiting()).isZero();
    assertThat(holders("language", "sw")).containsExactly(DATA);
    assertThat(holders("language", "none")).as("a count of 0").isEmpty();
    assertThat(holders("region", "sw")).as("another dimension").isEmpty();
    assertThat(reads.holders(new Measure("language", "hours"), "sw", 10).orElseThrow().holders())
        .as("another unit")
        .isEmpty();

    task.send(declaring(NOW.plusSeconds(1), "en", 5), NOW);
    assertThat(holders("language", "en")).as("before it is indexed").contains(DATA);
    indexer.round();
    assertThat(holders("language", "sw")).isEmpty();
    assertThat(holders("language", "en")).containsExactly(DATA);
  }

  @Test
  void aTaskThatHasEnded_doesNotTellWhoHasACategory() {
    assertThat(reads.holders(new Measure("language", "records"), "sw", 10)).isPresent();
    index.ended(0);
    assertThat(reads.holders(new Measure("language", "records"), "sw", 10)).isEmpty();
  }

  @Test
  void aTaskThatHasEnded_leavesSearchesToTheRows() {
    index.ended(0);
    assertThat(reads.find(AssetFilter.named("lab"), Place.START, 10)).isEmpty();
  }
}
