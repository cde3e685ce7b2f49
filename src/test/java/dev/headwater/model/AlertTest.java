package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.Seeds;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Shows what identifies an alert, and which evidence it may have. */
class AlertTest {
  private static final Asset CLEAN = Asset.parse("dataset:lab:clean@1");
  private static final Asset RAW = Asset.parse("dataset:lab:raw@1");
  private static final AlertKey ERASED =
      new AlertKey(CLEAN, RuleName.GROUP_ERASED, RAW, "language");

  private static Alert alert(AlertKey key, List<AlertEvidence> evidence) {
    return Alert.open(key, Severity.WARNING, List.of(RAW, CLEAN), evidence, Instant.EPOCH);
  }

  /** Readers keep these ids, so they must never change. */
  @Test
  void id_ofARuleWithoutADimension_isTheHashOfThreeLines() {
    AlertKey key = new AlertKey(CLEAN, RuleName.UNKNOWN_ORIGIN, RAW);

    assertThat(key.id())
        .isEqualTo(Alert.id(RuleName.UNKNOWN_ORIGIN, CLEAN, RAW))
        .isEqualTo("bdd93dfb9d65153d01e06d4191c6ee51");
  }

  @Test
  void id_ofARuleWithADimension_hashesItToo() {
    assertThat(ERASED.id()).isEqualTo("78807041bb12db0c2669c53cc4f861bd");
    assertThat(new AlertKey(CLEAN, RuleName.GROUP_ERASED, RAW, "script").id())
        .isNotEqualTo(ERASED.id());
  }

  @Test
  void key_hasADimensionExactlyIfTheRuleHas() {
    for (RuleName rule : RuleName.values()) {
      if (rule.isOnAssets()) {
        String wrong = rule.hasDimension() ? " " : "language";
        assertThatThrownBy(() -> new AlertKey(CLEAN, rule, RAW, wrong))
            .as("%s", rule)
            .isInstanceOf(InvalidException.class)
            .hasMessageStartingWith("dimension: ");
        assertThat(new AlertKey(CLEAN, rule, RAW, rule.hasDimension() ? "language" : "").rule())
            .isEqualTo(rule);
      }
    }
  }

  @Test
  void text_isReadAsItWasWritten() {
    Seeds.forEach(
        1_000,
        Events::alert,
        alert -> assertThat(AlertKey.parse(alert.key().text())).isEqualTo(alert.key()));
    AlertKey spaced = new AlertKey(CLEAN, RuleName.GROUP_ERASED, RAW, " mother  tongue ");
    assertThat(AlertKey.parse(spaced.text())).isEqualTo(spaced);
  }

  @Test
  void text_thatIsNoKey_isRefused() {
    String key = ERASED.text();
    for (String wrong :
        List.of("", "x", key.replace("GROUP_ERASED", "NONE"), key.replace(" language", ""))) {
      assertThatThrownBy(() -> AlertKey.parse(wrong)).isInstanceOf(InvalidException.class);
    }
  }

  @Test
  void open_keepsTheFirstEvidence_andCountsTheRest() {
    List<AlertEvidence> few = Collections.nCopies(20, AlertEvidence.of("sw"));
    List<AlertEvidence> many = Collections.nCopies(25, AlertEvidence.of("sw"));

    assertThat(alert(ERASED, few).moreEvidence()).isZero();
    assertThat(alert(ERASED, many).evidence()).isEqualTo(few);
    assertThat(alert(ERASED, many).moreEvidence()).isEqualTo(5);
  }

  @Test
  void evidence_thatTheRuleNeverHas_isRefused() {
    AlertKey loop = new AlertKey(CLEAN, RuleName.SELF_CONSUMING_LOOP, RAW);

    assertThat(alert(loop, List.of()).evidence()).isEmpty();
    assertThatThrownBy(() -> alert(loop, List.of(AlertEvidence.of("sw"))))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("evidence: ");
  }

  @Test
  void numbersOfEvidence_areFiniteAndNotNegative() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      OptionalDouble none = OptionalDouble.empty();
      assertThatThrownBy(
              () -> new AlertEvidence("sw", none, none, OptionalDouble.of(wrong), none, none, none))
          .isInstanceOf(InvalidException.class)
          .hasMessageStartingWith("high: ");
    }
  }

  @Test
  void resolvedAndReopened_keepsWhatItIsAbout() {
    Alert open = alert(ERASED, List.of(AlertEvidence.of("sw")));
    Alert resolved = open.resolved(Instant.EPOCH, Resolution.CORRECTED);

    assertThat(resolved.key()).isEqualTo(ERASED);
    assertThat(resolved.evidence()).isEqualTo(open.evidence());
    assertThat(open.openedAt(Instant.EPOCH)).isEqualTo(open);
  }
}
