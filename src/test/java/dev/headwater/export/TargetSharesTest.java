package dev.headwater.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Target;
import dev.headwater.representation.Interval;
import dev.headwater.representation.TargetShare;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows how the shares that a training reached are computed, and when they are not known. */
class TargetSharesTest {
  private static final Asset A = Asset.of(AssetKind.DATASET, "lab", "a");
  private static final Asset B = Asset.of(AssetKind.DATASET, "lab", "b");
  private static final Asset BASE = Asset.of(AssetKind.MODEL, "lab", "base");

  private static Composition languages(String unit, double en, double sw, double unknown) {
    return new Composition(
        "language",
        unit,
        CompositionMethod.MEASURED,
        new TreeMap<>(Map.of("en", en, "sw", sw)),
        unknown);
  }

  private static Input input(
      Asset asset, Role role, OptionalDouble weight, Composition... composition) {
    return new Input(
        asset,
        role,
        OptionalLong.empty(),
        OptionalLong.empty(),
        weight,
        "",
        List.of(composition),
        false);
  }

  private static Input input(Asset asset, Role role, Composition... composition) {
    return input(asset, role, OptionalDouble.empty(), composition);
  }

  private static List<TargetShare> shares(
      Map<Asset, AssetSummary> known, double sw, Input... inputs) {
    LineageEvent training =
        Cards.event(EventType.TRAIN, "x")
            .inputs(List.of(inputs))
            .outputs(List.of(Output.of(Cards.MODEL)))
            .build();
    Target target = new Target("language", new TreeMap<>(Map.of("sw", sw)));
    return TargetShares.of(Cards.MODEL, List.of(training), false, List.of(target), known);
  }

  private static TargetShare.Outcome outcome(double sw, Input... inputs) {
    return shares(Map.of(), sw, inputs).get(0).outcome();
  }

  @Test
  void share_isOverAllDatasetsThatItWasTrainedOn() {
    List<TargetShare> shares =
        shares(
            Map.of(B, Cards.summaryOf(B, List.of(languages("records", 0, 30, 0)))),
            0.3,
            input(A, Role.SOURCE, languages("records", 60, 10, 0)),
            input(B, Role.SOURCE),
            input(BASE, Role.BASE_MODEL),
            input(Asset.of(AssetKind.DATASET, "lab", "held-out"), Role.REFERENCE));

    assertThat(shares.get(0).share()).isEqualTo(Interval.point(0.4));
    assertThat(shares.get(0).outcome()).isEqualTo(TargetShare.Outcome.REACHED);
  }

  @Test
  void whatTheTrainingSaysOfItsInput_countsWhereTheDatasetDeclaresNothing() {
    Map<Asset, AssetSummary> known =
        Map.of(A, Cards.summaryOf(A, List.of(languages("records", 99, 1, 0))));

    Input stated = input(A, Role.SOURCE, languages("records", 1, 3, 0));
    assertThat(shares(known, 0.5, stated).get(0).share()).isEqualTo(Interval.point(0.01));
    assertThat(shares(Map.of(), 0.5, stated).get(0).share()).isEqualTo(Interval.point(0.75));
  }

  @Test
  void weights_decideTheShares() {
    Map<Asset, AssetSummary> known =
        Map.of(
            A, Cards.summaryOf(A, List.of(languages("records", 90, 10, 0))),
            B, Cards.summaryOf(B, List.of(languages("records", 0, 1, 0))));

    List<TargetShare> shares =
        shares(
            known,
            0.5,
            input(A, Role.SOURCE, OptionalDouble.of(0.5)),
            input(B, Role.SOURCE, OptionalDouble.of(0.5)));

    assertThat(shares.get(0).share()).isEqualTo(Interval.point(0.55));
    assertThat(shares.get(0).outcome()).isEqualTo(TargetShare.Outcome.REACHED);
  }

  @Test
  void whatIsOfNoKnownCategory_mayBeOfThisOne() {
    Input data = input(A, Role.SOURCE, languages("records", 80, 10, 10));

    assertThat(outcome(0.10, data)).isEqualTo(TargetShare.Outcome.REACHED);
    assertThat(outcome(0.15, data)).isEqualTo(TargetShare.Outcome.NOT_KNOWN);
    assertThat(outcome(0.25, data)).isEqualTo(TargetShare.Outcome.MISSED);
  }

  @Test
  void share_isNotKnown_whereAnyPartIsNot() {
    Composition records = languages("records", 1, 1, 0);
    Composition hours = languages("hours", 1, 1, 0);
    Input data = input(A, Role.SOURCE, records);

    assertThat(outcome(0.1, data)).isEqualTo(TargetShare.Outcome.REACHED);
    assertThat(outcome(0.1, data, input(B, Role.SOURCE))).isEqualTo(TargetShare.Outcome.NOT_KNOWN);
    assertThat(outcome(0.1, data, input(B, Role.SOURCE, hours)))
        .isEqualTo(TargetShare.Outcome.NOT_KNOWN);
    assertThat(outcome(0.1, input(A, Role.SOURCE, languages("records", 0, 0, 0))))
        .isEqualTo(TargetShare.Outcome.NOT_KNOWN);
    assertThat(outcome(0.1, input(BASE, Role.BASE_MODEL))).isEqualTo(TargetShare.Outcome.NOT_KNOWN);
  }

  @Test
  void theWorst_comesFirst() {
    LineageEvent training =
        Cards.event(EventType.TRAIN, "x")
            .inputs(List.of(input(A, Role.SOURCE, languages("records", 90, 5, 5))))
            .outputs(List.of(Output.of(Cards.MODEL)))
            .build();
    Target target =
        new Target("language", new TreeMap<>(Map.of("en", 0.5, "sw", 0.08, "am", 0.3, "ti", 0.2)));

    assertThat(
            TargetShares.of(Cards.MODEL, List.of(training), false, List.of(target), Map.of())
                .stream()
                .map(TargetShare::category))
        .containsExactly("am", "ti", "sw", "en");
    assertThat(Stream.of(TargetShare.Outcome.values()))
        .containsExactly(
            TargetShare.Outcome.MISSED, TargetShare.Outcome.NOT_KNOWN, TargetShare.Outcome.REACHED);
  }
}
