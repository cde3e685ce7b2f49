package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.engine.Policy;
import dev.headwater.engine.Policy.Clause;
import dev.headwater.engine.Policy.RuleSetting;
import dev.headwater.model.Condition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private Policy read(String text) throws IOException {
    return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), text));
  }
}
