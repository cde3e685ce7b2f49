package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.model.Moment;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.AssetFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows what reads answer while the owner of a partition cannot be asked. */
class StaleReadsTest {
  private final Asset s = dataset("s@1");
  private final Asset m = model("m@1");

  private final FakeService service =
      new FakeService(new FakeGraph(4), FakeService.SELF, ReadLimits.DEFAULT);
  private final FakeGraph graph = service.graph;
  private final int away = graph.partitionOf(s);

  @AfterEach
  void close() {
    service.close();
  }

  private static Instance nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Instance("127.0.0.1", socket.getLocalPort());
    }
  }

  private Optional<AssetDetail> read() {
    return service.queries.asset(s, Moment.NOW, Promptness.CAUGHT_UP);
  }

  @Test
  void copy_answersForAnOwnerThatCannotBeReached_andSaysSo() throws Exception {
    graph.chain(s, m);
    service.cluster.move(away, nobody());
    service.cluster.copy(away, FakeService.SELF);

    Freshness freshness = read().orElseThrow().freshness();

    assertThat(freshness.caughtUp()).isFalse();
    assertThat(freshness.lag()).isEqualTo(Lag.UNKNOWN);
    assertThat(freshness.stale()).hasSize(1).containsEntry(away, FakeService.BEHIND);
    Lineage lineage =
        service
            .queries
            .lineage(m, Direction.UPSTREAM, 20, 100, Moment.NOW, Promptness.AT_ONCE)
            .orElseThrow();
    assertThat(lineage.nodes()).hasSize(2);
    assertThat(lineage.freshness().stale()).containsKey(away);
    graph.open(RuleName.UNKNOWN_ORIGIN, Severity.WARNING, s, s);
    AlertPage alerts =
        service.queries.alerts(
            new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of()), "", 10, Promptness.AT_ONCE);
    assertThat(alerts.alerts()).hasSize(1);
    assertThat(alerts.freshness().stale()).containsKey(away);
    assertThat(service.queries.assets(AssetFilter.ALL, "", 10, Promptness.AT_ONCE).freshness())
        .satisfies(found -> assertThat(found.stale()).containsKey(away));
  }

  @Test
  void ownerThatAnswers_isPreferred() {
    graph.chain(s, m);
    service.cluster.copy(away, FakeService.SELF);

    assertThat(read().orElseThrow().freshness().stale()).isEmpty();
    assertThat(read().orElseThrow().freshness().caughtUp()).isTrue();
  }

  @Test
  void gate_neverPassesOnACopy() throws Exception {
    graph.chain(s, m);
    assertThat(service.queries.gate(m).ruling().verdict()).isEqualTo(Verdict.PASS);
    Instance nobody = nobody();
    service.cluster.move(away, nobody);
    service.cluster.copy(away, FakeService.SELF);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons().get(0))
        .isEqualTo(
            new Reason(
                Finding.NOT_CAUGHT_UP,
                m,
                List.of(m),
                "The owner of partition "
                    + away
                    + " cannot be asked now. The partition was read from the copy on "
                    + FakeService.SELF
                    + ", which may be 1234 ms behind."));
    assertThat(gate.freshness().caughtUp()).isFalse();
  }

  @Test
  void gate_doesNotFailOnACopy_butSaysWhatItFound() throws Exception {
    graph.undocumented(s, m);
    service.cluster.move(away, nobody());
    service.cluster.copy(away, FakeService.SELF);

    Gate gate = service.queries.gate(m);

    assertThat(gate.ruling().verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(gate.ruling().reasons())
        .extracting(Reason::finding)
        .startsWith(Finding.NOT_CAUGHT_UP, Finding.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
  }

  @Test
  void withoutACopy_thereIsNoAnswer() throws Exception {
    graph.chain(s, m);
    service.cluster.move(away, nobody());

    assertThatThrownBy(this::read)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void partitionWithoutAnOwner_isReadFromTheCopy_afterAMoment() {
    graph.chain(s, m);
    service.cluster.lose(away);
    service.cluster.copy(away, FakeService.SELF);

    assertThat(read().orElseThrow().freshness().stale()).containsKey(away);
  }

  @Test
  void readsWithoutFreshness_areAnsweredByOwnersOnly() throws Exception {
    graph.chain(s, m);
    service.cluster.move(away, nobody());
    service.cluster.copy(away, FakeService.SELF);

    assertThatThrownBy(() -> service.queries.named(List.of(s)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void pausedOwner_isGivenUpAfterAMoment_andNotWaitedForByTheNextRead() throws Exception {
    graph.chain(s, m);
    // The system accepts connections for this socket, and nobody answers.
    try (ServerSocket paused = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      service.cluster.move(away, new Instance("127.0.0.1", paused.getLocalPort()));
      service.cluster.copy(away, FakeService.SELF);

      long began = System.nanoTime();
      assertThat(service.queries.asset(s, Moment.NOW, Promptness.AT_ONCE)).isPresent();
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(30));
      // The quickest of some, because this machine may be busy.
      Duration quickest = Duration.ofHours(1);
      for (int i = 0; i < 5; i++) {
        began = System.nanoTime();
        assertThat(service.queries.asset(s, Moment.NOW, Promptness.AT_ONCE)).isPresent();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        quickest = took.compareTo(quickest) < 0 ? took : quickest;
      }
      assertThat(quickest).isLessThan(Duration.ofMillis(700));
    }
  }
}
