package dev.headwater.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engine.Policy;
import dev.headwater.engine.Policy.Clause;
import dev.headwater.engine.Policy.RuleSetting;
import dev.headwater.engine.PolicyNumber;
import dev.headwater.model.Condition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows how a policy file is read, and that an error names the line and the key. */
class PolicyFileTest {
  @TempDir private Path folder;

  @Test
  void read_takesEverythingThatCanBeStated_namespacesBeforeTheTopLevel() throws IOException {
    Policy policy =
        read(
            """
            rules:
              UNKNOWN_ORIGIN: {enabled: false, grace: PT1H, severity: CRITICAL}
            requireSource: true
            namespaces:
              - match: "lab-*"
                requireSource: false
                required: [generator, agent]
                rules:
                  UNDOCUMENTED_SYNTHETIC: {grace: 90s}
            """);
    assertThat(policy.clauses())
        .containsExactly(
            new Clause(
                "lab-*",
                Optional.of(Set.of(Condition.GENERATOR, Condition.AGENT)),
                Optional.of(false),
                List.of(
                    new RuleSetting(
                        RuleName.UNDOCUMENTED_SYNTHETIC,
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.empty()))),
            new Clause(
                "*",
                Optional.empty(),
                Optional.of(true),
                List.of(
                    new RuleSetting(
                        RuleName.UNKNOWN_ORIGIN,
                        Optional.of(false),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(Severity.CRITICAL)))));
  }

  private SortedMap<String, List<Target>> uses(String text) throws IOException {
    Path file = folder.resolve("uses.yaml");
    Files.writeString(file, text);
    return PolicyFile.uses(file);
  }

  @Test
  void uses_haveTargets_andDoNotChangeThePolicy() throws IOException {
    String text =
        """
        uses:
          swahili chat:
            - {dimension: language, minimumShare: {sw: 0.2, en: 1}}
            - dimension: region
              minimumShare: {TZ: 0}
        """;

    assertThat(uses(text))
        .isEqualTo(
            Map.of(
                "swahili chat",
                List.of(
                    new Target("language", new TreeMap<>(Map.of("sw", 0.2, "en", 1.0))),
                    new Target("region", new TreeMap<>(Map.of("TZ", 0.0))))));
    String another = "uses: {a: [{dimension: d, minimumShare: {c: 1}}]}";
    assertThat(read(text).fingerprint()).isEqualTo(read(another).fingerprint());
    assertThat(uses("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "uses: [a] | 1: uses must be a mapping of keys to values",
        "uses: {a: {}} | 1: uses.a must be a list",
        "uses: {a: []} | 1: uses.a has no targets; each has a dimension and minimumShare",
        "uses: {'model:a:b': []} | 1: uses.model:a:b looks like the URN of an asset",
        "uses: {a: [{minimumShare: {sw: 1}}]} | 1: uses.a[0].dimension is required",
        "uses: {a: [{dimension: language}]} | 1: uses.a[0].minimumShare is required",
        "uses: {a: [{dimension: d, share: 1}]} | 1: uses.a[0].share is unknown",
        "uses: {a: [{dimension: d, minimumShare: {sw: 1.5}}]}"
            + " | 1: uses.a[0].minimumShare.sw must be a share from 0 to 1, as 0.25",
        "uses: {a: [{dimension: d, minimumShare: {sw: 1, sw: 0}}]}"
            + " | 1: uses.a[0].minimumShare.sw is given twice",
      })
  void wrongUses_areRefused_withLineAndKey(String text, String problem) {
    assertThatThrownBy(() -> uses(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("uses.yaml:" + problem);
    assertThatThrownBy(() -> read(text)).isInstanceOf(SettingsException.class);
  }

  @Test
  void read_takesNumbersAndGate_namespacesBeforeTheTopLevel() throws IOException {
    Policy policy =
        read(
            """
            gate: [GROUP_ERASED]
            rules:
              DISPARATE_REMOVAL: {ratio: 0.75, minimum: 100}
              SCALE_WITHOUT_DIVERSITY: {growth: 0.1, loss: 1, severity: INFO}
            namespaces:
              - match: "lab-*"
                gate: []
                rules:
                  DISPARATE_REMOVAL: {ratio: 1}
                  GROUP_ERASED: {minimum: 1}
                  SYNTHETIC_ONLY_GROUP: {category: 0, whole: 0.25}
            """);

    assertThat(policy.clauses())
        .containsExactly(
            new Clause(
                "lab-*",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of()),
                List.of(
                    numbers(RuleName.DISPARATE_REMOVAL, Map.of(PolicyNumber.REMOVAL_RATIO, 1.0)),
                    numbers(RuleName.GROUP_ERASED, Map.of(PolicyNumber.ERASED_MINIMUM, 1.0)),
                    numbers(
                        RuleName.SYNTHETIC_ONLY_GROUP,
                        Map.of(
                            PolicyNumber.SYNTHETIC_CATEGORY,
                            0.0,
                            PolicyNumber.SYNTHETIC_WHOLE,
                            0.25)))),
            new Clause(
                "*",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of(RuleName.GROUP_ERASED)),
                List.of(
                    numbers(
                        RuleName.DISPARATE_REMOVAL,
                        Map.of(
                            PolicyNumber.REMOVAL_RATIO, 0.75, PolicyNumber.REMOVAL_MINIMUM, 100.0)),
                    new RuleSetting(
                        RuleName.SCALE_WITHOUT_DIVERSITY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Severity.INFO),
                        Map.of(PolicyNumber.GROWTH, 0.1, PolicyNumber.LOSS, 1.0)))));
    assertThat(policy.gate("lab-1")).isEmpty();
    assertThat(policy.gate("prod")).containsExactly(RuleName.GROUP_ERASED);
  }

  private static RuleSetting numbers(RuleName rule, Map<PolicyNumber, Double> numbers) {
    return new RuleSetting(rule, Optional.empty(), Optional.empty(), Optional.empty(), numbers);
  }

  @Test
  void read_ofAFaultyNumber_namesItsLine() {
    assertThatThrownBy(() -> read("rules:\n  DISPARATE_REMOVAL:\n    ratio: 80\n"))
        .hasMessageEndingWith(
            "policy.yaml:3: rules.DISPARATE_REMOVAL.ratio must be a number above 0 and at most 1");
  }

  @Test
  void read_ofAnEmptyFile_isTheDefault() throws IOException {
    assertThat(read("")).isEqualTo(Policy.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requird: []| policy.yaml:1: requird is unknown",
        "requireSource: perhaps| policy.yaml:1: requireSource must be true or false",
        "namespaces: [{match: a, requireSource: 1}]| namespaces[0].requireSource must be true or",
        "required: generator| policy.yaml:1: required must be a list",
        "required: [seeds]| policy.yaml:1: required[0] must be one of",
        "rules: {NO_RULE: {}}| policy.yaml:1: rules.NO_RULE is unknown",
        "rules: {UNKNOWN_ORIGIN: {grace: soon}}| rules.UNKNOWN_ORIGIN.grace must be a duration",
        "rules: {UNKNOWN_ORIGIN: {grace: PT-1S}}| rules.UNKNOWN_ORIGIN.grace must be a duration",
        "rules: {UNKNOWN_ORIGIN: {enabled: yes}}| enabled must be true or false",
        "rules: {TRAINED_ON_UNKNOWN_ORIGIN: {grace: 1m}}| grace cannot be set",
        "rules: {DISPARATE_REMOVAL: {grace: 1m}}| grace cannot be set: this rule has no grace",
        "rules: {SELF_CONSUMING_LOOP: {grace: 1m}}| grace cannot be set: this rule has no grace",
        "rules: {DISPARATE_REMOVAL: {ratio: 0}}| ratio must be a number above 0 and at most 1",
        "rules: {DISPARATE_REMOVAL: {ratio: 1.01}}| ratio must be a number above 0 and at most 1",
        "rules: {DISPARATE_REMOVAL: {ratio: NaN}}| ratio must be a number above 0 and at most 1",
        "rules: {DISPARATE_REMOVAL: {ratio: -1}}| ratio must be a number above 0 and at most 1",
        "rules: {DISPARATE_REMOVAL: {ratio: 80 %}}| ratio must be a number above 0 and at most 1",
        "rules: {DISPARATE_REMOVAL: {ratio: [1]}}| ratio must be a single value",
        "rules: {DISPARATE_REMOVAL: {minimum: 0.5}}| minimum must be a number from 1 on",
        "rules: {GROUP_ERASED: {minimum: 0}}| rules.GROUP_ERASED.minimum must be a number from 1",
        "rules: {GROUP_ERASED: {ratio: 1}}| rules.GROUP_ERASED.ratio is unknown; known are",
        "rules: {FITNESS_GAP: {minimum: 1}}| rules.FITNESS_GAP.minimum is unknown",
        "rules: {SCALE_WITHOUT_DIVERSITY: {growth: 0}}| growth must be a number above 0",
        "rules: {SCALE_WITHOUT_DIVERSITY: {loss: 2}}| loss must be a number above 0 and at most 1",
        "rules: {SYNTHETIC_ONLY_GROUP: {category: 1}}| category must be a number from 0 on and",
        "rules: {SYNTHETIC_ONLY_GROUP: {whole: 0}}| whole must be a number above 0 and at most 1",
        "gate: GROUP_ERASED| policy.yaml:1: gate must be a list",
        "gate: [UNKNOWN_ORIGIN]| policy.yaml:1: gate[0] must be one of DISPARATE_REMOVAL, GROUP",
        "namespaces: [{match: a, gate: [NONE]}]| namespaces[0].gate[0] must be one of DISPARATE",
        "namespaces: [{required: []}]| namespaces[0].match is required",
        "required: [agent| policy.yaml:1:",
        "- required| the policy must be a mapping"
      })
  void read_ofAFaultyFile_namesLineAndKey(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem.strip())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void read_ofAKeyGivenTwice_namesTheSecond() {
    assertThatThrownBy(() -> read("required: [agent]\nrequired: [seed]\n"))
        .hasMessageContaining("policy.yaml:2: required is given twice");
  }

  @Test
  void read_ofNoFile_saysSo() {
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("absent.yaml")))
        .hasMessageContaining("absent.yaml: there is no such policy file");
  }

  /** A billion entries in ten lines. */
  @Test
  void aliasesOfAliases_areRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      text.append("a").append(i).append(": &a").append(i).append(" [");
      text.append(String.join(", ", java.util.Collections.nCopies(9, alias))).append("]\n");
    }
    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void deepNesting_isRefused() {
    assertThatThrownBy(() -> read("gate: " + "[".repeat(100_000)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("epth");
  }

  private Policy read(String text) throws IOException {
    return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), text));
  }
}
