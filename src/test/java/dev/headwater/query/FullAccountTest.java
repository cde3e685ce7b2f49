package dev.headwater.query;

import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.TransformOperation;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.peer.Answers;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PeerProtocol;
import dev.headwater.query.question.FactsQuestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that one walk upstream reads what the gate and the read of who is represented need, and
 * that the second one finds the same as if it had walked itself.
 */
class FullAccountTest {
  private static final Moment THEN =
      new Moment(Optional.of(Instant.parse("2026-11-22T11:00:00Z")), Optional.empty());

  private final Asset s = dataset("s@1");
  private final Asset t = dataset("t@1");
  private final Asset mix = dataset("mix@1");
  private final Asset m = model("m@1");
  private final Asset generator = model("generator@1");

  private final FakeGraph graph = new FakeGraph(4);
  private final FakeService service = new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT);

  @AfterEach
  void close() {
    service.close();
  }

  /** Two datasets, mixed; a model trained on the mix. Another model generated one of the two. */
  private FakeGraph train(FakeGraph of) {
    add(of, Composed.of(EventType.INGEST, s).with(languages("en", 3)));
    add(of, Composed.of(EventType.INGEST, t).with(languages("sw", 5)));
    add(of, Composed.of(TransformOperation.MERGE, mix).from(s, 100).from(t, 100));
    add(of, Composed.of(EventType.TRAIN, m).from(mix, 200));
    return of.edge(s, mix)
        .edge(t, mix)
        .edge(mix, m, Role.SOURCE, EventType.TRAIN, false)
        .edge(generator, s, Role.GENERATOR, EventType.SYNTHESIZE, false);
  }

  private static void add(FakeGraph to, Composed event) {
    to.event(event.event().outputs().get(0).asset(), event.event());
  }

  private static Represented represented(Queries queries, Asset asset, Moment moment) {
    return queries.representation(asset, "", moment, Promptness.CAUGHT_UP).orElseThrow();
  }

  private static Represented after(
      Queries queries,
      BiFunction<Asset, Moment, Optional<AssetAccount>> account,
      Asset asset,
      Moment moment) {
    return queries.representation(account.apply(asset, moment).orElseThrow()).orElseThrow();
  }

  @Test
  void fullAccount_hasWhatTheReadOfWhoIsRepresentedNeeds() {
    train(graph);
    Represented expected = represented(service.queries, m, Moment.NOW);
    graph.forget();

    AssetAccount account = service.queries.fullAccount(m, Moment.NOW).orElseThrow();

    assertThat(graph.factsAsked()).isEqualTo(5);
    assertThat(account.statements()).containsOnlyKeys(m, mix, s, t);
    assertThat(service.queries.representation(account)).contains(expected);
    assertThat(expected.items()).isNotEmpty();
    assertThat(graph.statementsAsked()).isZero();
  }

  @Test
  void ofThePast_itIsTheSame() {
    graph.assets(s, t, mix, m);
    FakeGraph then = graph.past(train(new FakeGraph(4)));
    Represented expected = represented(service.queries, m, THEN);
    then.forget();

    assertThat(after(service.queries, service.queries::fullAccount, m, THEN)).isEqualTo(expected);
    assertThat(expected.items()).isNotEmpty();
    assertThat(then.statementsAsked()).isZero();
  }

  @Test
  void accountAlone_readsNoStatements() {
    train(graph);

    AssetAccount account = service.queries.account(m, Moment.NOW).orElseThrow();

    assertThat(account.statements()).isEmpty();
    assertThat(service.queries.representation(account))
        .contains(represented(service.queries, m, Moment.NOW));
  }

  @Test
  void assetThatChangedSince_isReadAgain() {
    train(graph);
    AssetAccount account = service.queries.fullAccount(m, Moment.NOW).orElseThrow();
    graph.of(t).events.remove(t);
    add(graph, Composed.of(EventType.INGEST, t).with(languages("yo", 5)));
    graph.becomes(t, OriginKind.INCOMPLETE, Documentation.NOT_APPLICABLE);
    graph.forget();

    Represented found = service.queries.representation(account).orElseThrow();

    assertThat(graph.statementsAsked()).isEqualTo(1);
    assertThat(found).isEqualTo(represented(service.queries, m, Moment.NOW));
    assertThat(found.items().get(0).representation().categories()).containsKeys("en", "yo");
  }

  @Test
  void statementsBeyondTheLimit_areNotReadWithTheFacts() {
    try (FakeService limited =
        new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT.withRepresentationAssets(2))) {
      train(graph);
      Represented expected = represented(limited.queries, m, Moment.NOW);

      AssetAccount account = limited.queries.fullAccount(m, Moment.NOW).orElseThrow();

      assertThat(account.gate().isComplete()).isTrue();
      assertThat(account.statements().size()).isBetween(2, 4);
      assertThat(limited.queries.representation(account)).contains(expected);
      assertThat(expected.truncated()).contains(Truncation.NODES);
    }
  }

  @Test
  void instanceOfAnEarlierVersion_answersWithoutStatements() throws IOException {
    train(graph);
    LocalReads reads =
        new LocalReads(
            partition -> Optional.of(graph.reads(partition)), () -> InstanceReport.UNREACHABLE);
    FactsQuestion question = new FactsQuestion(graph.partitionOf(m), m, Moment.NOW, "", true);
    String asked = new String(PeerProtocol.write(List.of(question)), StandardCharsets.UTF_8);

    Answers<FactsQuestion.Found> now = answer(reads, asked);
    Answers<FactsQuestion.Found> before =
        answer(reads, asked.replace("withStatements", "notKnownYet"));

    assertThat(now.answers().get(0).statements())
        .containsExactly(graph.reads(question.partition()).statements(m, ""));
    assertThat(before.answers().get(0).statements()).isEmpty();
  }

  private static Answers<FactsQuestion.Found> answer(LocalReads reads, String questions)
      throws IOException {
    byte[] body =
        PeerProtocol.answer(
            reads,
            "facts",
            new ByteArrayInputStream(questions.getBytes(StandardCharsets.UTF_8)),
            false,
            Duration.ofSeconds(1));
    String text = new String(body, StandardCharsets.UTF_8).replace(",\"statements\":[]", "");
    return PeerProtocol.readAnswers(
        "facts", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void gateThatRegardsAlerts_walksOnce_whenTheyHaveCome() {
    train(graph);
    for (Asset asset : new Asset[] {m, mix, s, t, generator}) {
      graph.of(asset).gated = true;
    }

    service.queries.gate(m);

    assertThat(graph.factsAsked()).as("the model's, and at rest those of all").isEqualTo(6);
  }
}
