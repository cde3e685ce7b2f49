package dev.headwater.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.model.GateRuling.Reason;
import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadCountsTest {
  private static final Asset ASSET = Asset.of(AssetKind.DATASET, "lab", "dialogues", "1");
  private static final Freshness CAUGHT_UP =
      new Freshness(true, Lag.NONE, new TreeMap<>(), new TreeMap<>());
  private static final Freshness BEHIND =
      new Freshness(false, new Lag(3, 9), new TreeMap<>(), new TreeMap<>());

  private final ReadCounts counts = new ReadCounts();

  private static AssetPage page(Freshness freshness) {
    return new AssetPage(List.of(), "", freshness);
  }

  private static Gate gate(Verdict verdict, Finding... findings) {
    return new Gate(
        ASSET,
        new GateRuling(
            verdict,
            List.of(findings).stream()
                .map(finding -> new Reason(finding, ASSET, List.of(ASSET), "why"))
                .toList()),
        CAUGHT_UP);
  }

  private long answered(ReadKind kind) {
    return counts.times(kind).counts().stream().mapToLong(count -> count).sum();
  }

  @Test
  void answer_thatIsWholeAndCaughtUp_isComplete() {
    assertThat(counts.count(ReadKind.ASSETS, () -> page(CAUGHT_UP))).isEqualTo(page(CAUGHT_UP));

    assertThat(answered(ReadKind.ASSETS)).isEqualTo(1);
    assertThat(answered(ReadKind.ALERTS)).isZero();
    assertThat(counts.incomplete(ReadKind.ASSETS).sum()).isZero();
  }

  @Test
  void answer_thatIsNotCaughtUp_isIncomplete_alsoAsOptional() {
    counts.count(ReadKind.ASSETS, () -> page(BEHIND));
    counts.count(ReadKind.ASSETS, () -> Optional.of(page(BEHIND)));
    counts.count(ReadKind.ASSETS, () -> Optional.empty());

    assertThat(answered(ReadKind.ASSETS)).isEqualTo(3);
    assertThat(counts.incomplete(ReadKind.ASSETS).sum()).isEqualTo(2);
  }

  @Test
  void gate_countsItsVerdict_andWhetherItReadEverything() {
    counts.count(ReadKind.GATE, () -> gate(Verdict.PASS));
    counts.count(
        ReadKind.GATE, () -> Optional.of(gate(Verdict.INDETERMINATE, Finding.INCOMPLETE_ANSWER)));

    assertThat(counts.verdicts(Verdict.PASS).sum()).isEqualTo(1);
    assertThat(counts.verdicts(Verdict.INDETERMINATE).sum()).isEqualTo(1);
    assertThat(counts.verdicts(Verdict.FAIL).sum()).isZero();
    assertThat(counts.incomplete(ReadKind.GATE).sum()).isEqualTo(1);
  }

  @Test
  void readWithoutAnAnswer_hasFailed_andIsNotTimed() {
    assertThatThrownBy(
            () ->
                counts.count(
                    ReadKind.LINEAGE,
                    () -> {
                      throw new UnavailableException("away", new IllegalStateException());
                    }))
        .isInstanceOf(UnavailableException.class);

    assertThat(counts.failed(ReadKind.LINEAGE).sum()).isEqualTo(1);
    assertThat(answered(ReadKind.LINEAGE)).isZero();
  }
}
