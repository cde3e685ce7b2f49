package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the limits, required fields and normalization of the parts of events and of alerts, by
 * examples.
 */
class PartsTest {
  private static final Asset A = Asset.parse("dataset:lab:a@1");

  private static SortedMap<String, Double> counts(int categories) {
    TreeMap<String, Double> counts = new TreeMap<>();
    for (int i = 0; i < categories; i++) {
      counts.put("c" + i, 1.0);
    }
    return counts;
  }

  private static Composition composition(SortedMap<String, Double> counts, double unknown) {
    return new Composition("language", "records", CompositionMethod.MEASURED, counts, unknown);
  }

  private static SortedMap<String, Double> one(double value) {
    return new TreeMap<>(Map.of("en", value));
  }

  @Test
  void composition_takesFiniteAmountsAndTenThousandCategories() {
    assertThat(composition(counts(10_000), 0).counts()).hasSize(10_000);
    assertThatThrownBy(() -> composition(counts(10_001), 0))
        .hasMessage("counts: has 10001 entries, the limit is 10000");
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE}) {
      assertThatThrownBy(() -> composition(one(bad), 0)).hasMessageStartingWith("counts[\"en\"]:");
      assertThatThrownBy(() -> composition(counts(0), bad)).hasMessageStartingWith("unknown:");
    }
    assertThat(composition(one(-0.0), -0.0)).isEqualTo(composition(one(0.0), 0.0));
  }

  @Test
  void mapKeys_areNotBlankAndLimited() {
    assertThatThrownBy(() -> composition(new TreeMap<>(Map.of(" ", 1.0)), 0))
        .hasMessage("counts: has a blank key");
    assertThatThrownBy(() -> composition(new TreeMap<>(Map.of("k".repeat(513), 1.0)), 0))
        .hasMessageContaining("is 513 code points");
  }

  @Test
  void maps_areInNaturalOrderWhateverTheyCameIn() {
    TreeMap<String, Double> reversed = new TreeMap<>(Collections.reverseOrder());
    reversed.putAll(counts(3));

    assertThat(composition(reversed, 0).counts().keySet()).containsExactly("c0", "c1", "c2");
    assertThat(composition(reversed, 0).counts().comparator()).isNull();
  }

  @Test
  void input_takesNoNegativeNumbers() {
    assertThatThrownBy(() -> input(OptionalLong.of(-1), OptionalDouble.empty()))
        .hasMessage("records: is -1, must not be negative");
    assertThatThrownBy(() -> input(OptionalLong.empty(), OptionalDouble.of(-0.5)))
        .hasMessageStartingWith("weight:");
    assertThatThrownBy(() -> input(OptionalLong.empty(), OptionalDouble.of(Double.NaN)))
        .hasMessageStartingWith("weight:");
    assertThat(input(OptionalLong.of(Long.MAX_VALUE), OptionalDouble.of(0)).weight()).hasValue(0.0);
  }

  private static Input input(OptionalLong records, OptionalDouble weight) {
    return new Input(A, Role.SOURCE, records, OptionalLong.empty(), weight, "", List.of(), false);
  }

  @Test
  void share_isFromZeroToOne() {
    assertThat(new Target("language", one(1)).minimumShare()).containsEntry("en", 1.0);
    for (double bad : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> new Target("language", one(bad)))
          .hasMessageStartingWith("minimumShare[\"en\"]:");
    }
  }

  @Test
  void nestedFields_areRequired() {
    assertThatThrownBy(() -> new Agent("", AgentType.PERSON, "r", ""))
        .hasMessageStartingWith("id:");
    assertThatThrownBy(() -> new Agent("i", null, "r", "")).hasMessageStartingWith("type:");
    assertThatThrownBy(() -> new Agent("i", AgentType.PERSON, " ", ""))
        .hasMessageStartingWith("role:");
    assertThatThrownBy(() -> new Evidence("u", "")).hasMessageStartingWith("sha256:");
    assertThatThrownBy(() -> new Evidence("", "s")).hasMessageStartingWith("uri:");
    assertThatThrownBy(() -> new Reclassify(true, "")).hasMessageStartingWith("reason:");
    assertThatThrownBy(() -> new Retract(new UUID(0, 1), " ")).hasMessageStartingWith("reason:");
    assertThatThrownBy(
            () -> new Waive(RuleName.UNKNOWN_ORIGIN, Optional.empty(), "a", "r", (Instant) null))
        .hasMessage("until: is required");
    assertThatThrownBy(
            () -> new Waive(RuleName.UNKNOWN_ORIGIN, Optional.empty(), "", "r", Instant.EPOCH))
        .hasMessageStartingWith("approver:");
    assertThatThrownBy(() -> decision(List.of(" ", ""))).hasMessageStartingWith("decidedBy:");
  }

  private static Decision decision(List<String> decidedBy) {
    return new Decision(
        "d",
        DecisionKind.OTHER,
        "q",
        "c",
        "r",
        decidedBy,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  @Test
  void blankText_isAbsent() {
    assertThat(new Generator(" ", "\t", "\u00a0\u2003")).isEqualTo(new Generator("", "", null));
    assertThat(decision(List.of("a", " ", "b")).decidedBy()).containsExactly("a", "b");
    assertThat(new Train("", new TreeMap<>(Map.of("a", " ", "b", "1")), Optional.empty()))
        .extracting(Train::hyperparameters)
        .isEqualTo(Map.of("b", "1"));
    assertThat(new Generator(" x ", "", "").provider()).isEqualTo(" x ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "N/A",
        " none ",
        "OTHER",
        "tbd",
        "ToDo",
        "templates",
        "[More Information Needed]",
        "\u00a0unknown\u00a0",
        "\tTBD\n"
      })
  void placeholder_isNoReasonAndDoesNotCount(String placeholder) {
    assertThat(Placeholder.isPlaceholder(placeholder)).isTrue();
    assertThat(Placeholder.counts(placeholder)).isFalse();
    assertThatThrownBy(() -> new Stated.Withheld<>(placeholder))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("is a placeholder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown author", "nonexistent", "template", "0", "no"})
  void realText_counts(String text) {
    assertThat(Placeholder.counts(text)).isTrue();
  }

  @Test
  void reason_isNotBlank() {
    assertThatThrownBy(() -> new Stated.NotApplicable<>("  "))
        .hasMessage("notApplicable: needs a reason that is not blank");
    assertThat(Placeholder.counts(" ")).isFalse();
    assertThat(Placeholder.isPlaceholder("")).isFalse();
  }

  @Test
  void synthesize_refusesWhatTheContractDoesNotAllow() {
    assertThatThrownBy(() -> synthesize(new Stated.NotApplicable<>("why"), Optional.empty()))
        .hasMessageStartingWith("generators: can be withheld, but not notApplicable");
    assertThatThrownBy(
            () ->
                synthesize(
                    new Stated.Given<>(List.of()), Optional.of(new Stated.Given<>(List.of()))))
        .hasMessageStartingWith("seed: can only be withheld or notApplicable");
  }

  private static Synthesize synthesize(
      Stated<List<Generator>> generators, Optional<Stated<List<Input>>> seed) {
    return new Synthesize(
        Optional.empty(),
        generators,
        seed,
        new Stated.Given<>(List.of()),
        new Stated.Given<>(Collections.emptySortedMap()),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        "",
        "");
  }

  @Test
  void stamp_ordersByTimeThenIdAsText() {
    Stamp low = new Stamp(Instant.EPOCH, UUID.fromString("7fffffff-0000-0000-0000-000000000000"));
    Stamp high = new Stamp(Instant.EPOCH, UUID.fromString("80000000-0000-0000-0000-000000000000"));
    Stamp later =
        new Stamp(
            Instant.EPOCH.plusSeconds(1), UUID.fromString("00000000-0000-0000-0000-000000000000"));

    assertThat(low).isLessThan(high);
    assertThat(high).isLessThan(later);
    assertThat(
            EventIds.compare(
                UUID.fromString("00000000-0000-0000-7fff-000000000000"),
                UUID.fromString("00000000-0000-0000-8000-000000000000")))
        .isNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "3f0c9f6e7f0e4f399a530a3b7e1e8a11",
        "3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a1",
        "3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a111",
        "3f0c9f6e-7f0e-4f39-9a530-a3b7e1e8a11",
        "{3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11}",
        "3f0c9f6g-7f0e-4f39-9a53-0a3b7e1e8a11",
        "３f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11"
      })
  void eventId_isStrict(String text) {
    assertThatThrownBy(() -> EventIds.parse(text)).hasMessageContaining("is not a UUID");
  }

  @Test
  void eventId_isOfEitherCase() {
    assertThat(EventIds.parse("3F0C9F6E-7f0e-4f39-9a53-0A3B7E1E8A11"))
        .hasToString("3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11");
  }

  @Test
  void alert_isConsistent() {
    Asset model = Asset.parse("model:lab:m@1");
    RuleName rule = RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
    String id = Alert.id(rule, model, A);

    assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(Alert.id(rule, A, model));
    assertThat(alert("", AlertStatus.OPEN, Optional.empty()))
        .hasMessageStartingWith("id: is \"\", for this rule");
    assertThat(alert(id, AlertStatus.RESOLVED, Optional.empty()))
        .hasMessageStartingWith("status: is RESOLVED");
    assertThat(alert(id, AlertStatus.OPEN, Optional.of(Instant.EPOCH)))
        .hasMessageStartingWith("status: is OPEN");
  }

  private static Throwable alert(String id, AlertStatus status, Optional<Instant> resolvedAt) {
    return catchThrowable(
        () ->
            new Alert(
                id,
                RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
                Severity.CRITICAL,
                status,
                Asset.parse("model:lab:m@1"),
                A,
                List.of(Condition.SEED, Condition.AGENT),
                List.of(),
                Instant.EPOCH,
                resolvedAt,
                Optional.empty()));
  }
}
