package dev.headwater.representation;

import dev.headwater.representation.Representation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Compares what is derived for a small pipeline with everything that its records can be. Not
 * thread-safe.
 */
final class BruteForce {
  private static final double ROUNDING = 1e-12;

  private final Fault fault;

  private int compared;

  /**
   * How often the ends of the intervals of amounts, and of their synthetic parts, were compared.
   */
  private int ends;

  private int syntheticEnds;
  private int shares;

  BruteForce(Fault fault) {
    this.fault = fault;
  }

  /** How many pipelines could be enumerated. */
  int compared() {
    return compared;
  }

  int ends() {
    return ends;
  }

  int syntheticEnds() {
    return syntheticEnds;
  }

  int shares() {
    return shares;
  }

  /** What lies outside of an interval, and the ends that cannot be reached. */
  List<String> differences(Pipeline pipeline) {
    List<String> differences = new ArrayList<>();
    Possible possible;
    try {
      possible = new Possible(pipeline);
    } catch (Possible.TooManyException e) {
      return differences;
    }
    compared++;
    Stated stated = pipeline.statements();
    Representation derived =
        Derivation.of(
                pipeline.subject().asset(),
                asset -> stated.of(asset).map(one -> fault.in(one, pipeline.measure())),
                Optional.empty())
            .get(pipeline.measure());
    if (derived == null) {
      return differences;
    }
    Set<Long> states = possible.ofSubject();
    boolean exhaustive = !possible.isCapped() && !possible.hasSeveralEvents();
    if (exhaustive && !possible.ofAllOfSubject().contains(pipeline.subject().truth())) {
      differences.add("the enumeration lacks the truth");
    }
    if (states.isEmpty()) {
      return differences;
    }
    ends += exhaustive ? 1 : 0;
    syntheticEnds += exhaustive && !possible.cutsSynthetic() ? 1 : 0;
    Comparison amounts = new Comparison(states, exhaustive, differences);
    Comparison synthetic =
        new Comparison(states, exhaustive && !possible.cutsSynthetic(), differences);
    Comparison within = new Comparison(states, false, differences);
    amounts.compare("total", derived.total(), Records::size);
    amounts.compare("unknown", derived.unknown(), state -> Records.count(state, Pipeline.UNKNOWN));
    for (int i = 0; i < Pipeline.UNKNOWN; i++) {
      int category = i;
      String name = Pipeline.CATEGORIES.get(i);
      Part part =
          Optional.ofNullable(derived.categories().get(name))
              .orElse(new Part(Interval.ZERO, Interval.ZERO));
      amounts.compare(name, part.amount(), state -> Records.count(state, category));
      synthetic.compare(
          name + " synthetic", part.synthetic(), state -> Records.count(state, category, true));
      Optional<double[]> weighted = possible.weightedShare(category);
      if (weighted.isPresent() && derived.isWeighted()) {
        shares++;
        new Comparison(Set.of(0L), !possible.isCapped() && exhaustive, differences)
            .compare(
                name + " weighted share",
                Shares.of(derived).getOrDefault(name, Interval.ZERO),
                weighted.get()[0],
                weighted.get()[1]);
      } else if (weighted.isPresent() || derived.isWeighted()) {
        differences.add("weights are " + derived.weights());
      } else {
        within.compare(
            name + " share",
            Shares.of(derived).getOrDefault(name, Interval.ZERO),
            state -> Possible.share(state, category));
        within.compare(
            name + " greatest share",
            Interval.upTo(Shares.greatest(derived, name)),
            state -> Possible.share(state, category) + Possible.share(state, Pipeline.UNKNOWN));
      }
    }
    return differences;
  }

  private record Comparison(Set<Long> states, boolean exhaustive, List<String> differences) {
    void compare(String what, Interval interval, ToDoubleFunction<Long> amount) {
      compare(
          what,
          interval,
          states.stream().mapToDouble(amount).min().orElseThrow(),
          states.stream().mapToDouble(amount).max().orElseThrow());
    }

    void compare(String what, Interval interval, double least, double most) {
      if (least < interval.low() - ROUNDING || most > interval.high() + ROUNDING) {
        differences.add(what + " is " + interval + ", but can be " + least + ".." + most);
      } else if (exhaustive
          && (least > interval.low() + ROUNDING || most < interval.high() - ROUNDING)) {
        differences.add(what + " is " + interval + ", but can only be " + least + ".." + most);
      }
    }
  }
}
