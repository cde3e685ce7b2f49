package dev.headwater.engine;

import static dev.headwater.engine.RepresentationScene.composition;
import static dev.headwater.engine.RepresentationScene.data;
import static dev.headwater.engine.RepresentationScene.input;
import static dev.headwater.engine.RepresentationScene.model;
import static dev.headwater.engine.RepresentationScene.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import dev.headwater.representation.TargetShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Holds the shares that the alert judges against the shares that the read of fitness and the card
 * show. They come from different code: the alert knows the statements of one step, the read derives
 * over any depth.
 */
class TrainingMixTest {
  private static final Asset TUTOR = model("tutor@1");
  private static final List<String> CATEGORIES = List.of("en", "sw", "yo", "nobody");
  private static final double ROUNDING = 1e-9;

  private record Trained(List<LineageEvent> events, Map<Asset, Declared> data, boolean whole) {}

  private static Trained trained(Random random) {
    RepresentationScene scene = new RepresentationScene();
    Map<Asset, Declared> data = new TreeMap<>();
    boolean whole = random.nextBoolean();
    boolean weighted = random.nextBoolean();
    List<LineageEvent> earliestFirst = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      List<Input> inputs = inputs(random, whole, weighted ^ random.nextInt(6) == 0, data);
      earliestFirst.add(
          scene
              .event(EventType.TRAIN)
              .inputs(inputs)
              .outputs(List.of(output(TUTOR, OptionalLong.empty())))
              .build());
    }
    Collections.reverse(earliestFirst);
    return new Trained(earliestFirst, data, whole);
  }

  private static List<Input> inputs(
      Random random, boolean whole, boolean weighted, Map<Asset, Declared> data) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Asset one = data("part" + data.size() + "@1");
      Composition declared =
          composition(
              "language",
              "records",
              random.nextInt(3) * 5,
              "en",
              1 + random.nextInt(50),
              "sw",
              random.nextInt(20),
              "yo",
              random.nextInt(5));
      long total =
          (long)
              (declared.unknown()
                  + declared.counts().values().stream().mapToDouble(Double::doubleValue).sum());
      data.put(one, new Declared(List.of(declared), OptionalLong.of(total)));
      OptionalLong records =
          whole ? OptionalLong.empty() : OptionalLong.of(random.nextInt((int) total + 1));
      inputs.add(
          input(
              one,
              records,
              weighted ? OptionalDouble.of(1 + random.nextInt(4)) : OptionalDouble.empty()));
    }
    return inputs;
  }

  @Test
  void sharesOfTheAlert_areThoseOfTheRead() {
    Seeds.forEach(2_000, TrainingMixTest::trained, TrainingMixTest::check);
  }

  private static void check(Trained training) {
    StatedOfAsset stated = new StatedOfAsset(training.events(), List.of(), Declared.NOTHING, false);
    RuleSubject subject =
        new RuleSubject(
            TUTOR, stated, false, Set.of(), training.data(), Optional.empty(), Policy.DEFAULT);
    Map<Asset, Statements> statements = new TreeMap<>();
    statements.put(TUTOR, Statements.of(TUTOR, training.events(), Optional.empty(), false));
    training
        .data()
        .forEach(
            (one, declared) ->
                statements.put(
                    one,
                    new Statements(
                        one,
                        declared.compositions(),
                        declared.records(),
                        List.of(),
                        Optional.empty(),
                        false)));
    Representation read =
        Derivation.of(
                TUTOR, one -> Optional.ofNullable(statements.get(one)), Optional.of("language"))
            .get(new Measure("language", Measure.RECORDS));

    TrainingMix mix = TrainingMix.of(subject, "language").get(0);

    for (String category : CATEGORIES) {
      double most = mix.largestShare(category);
      double least = mix.smallestShare(category);
      Interval shown = TargetShare.of(read, category, 0).share();
      // The alert is exact. The read may leave correlations between parts of datasets unused.
      assertThat(shown.high()).isGreaterThanOrEqualTo(most - ROUNDING);
      assertThat(shown.low()).isLessThanOrEqualTo(least + ROUNDING);
      assertThat(read.isWeighted()).isEqualTo(mix.weighted());
      if (training.whole() && !mix.weighted()) {
        assertThat(shown.high()).isCloseTo(most, within());
        assertThat(shown.low()).isCloseTo(least, within());
      }
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(ROUNDING);
  }
}
