package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which agents count as annotators, and when they are withheld. */
class AnnotatorsTest {
  private static final Agent CURATOR = person("ada", "CURATOR");

  private static Agent person(String id, String role) {
    return new Agent(id, AgentType.PERSON, role, "");
  }

  private static List<Agent> annotators(int count) {
    List<Agent> agents = new ArrayList<>(List.of(CURATOR));
    for (int i = 0; i < count; i++) {
      agents.add(person("worker-" + i, "ANNOTATOR"));
    }
    return agents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANNOTATOR",
        "annotator",
        "Annotators",
        "senior annotator",
        "annotator (Swahili)",
        "DATA_ANNOTATOR_2",
        "DataAnnotator",
        "annotater",
        "Labeler",
        "LABELLER",
        "data labellers",
        "rater",
        "crowdworker",
        "Crowd worker",
        "crowd-workers",
        "transcriber"
      })
  void roles_ofAnnotators_areRecognized(String role) {
    assertThat(Annotators.annotates(person("w", role))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CURATOR",
        "moderator",
        "narrator",
        "annotation tool",
        "label design",
        "crowd",
        "worker",
        "worker in a crowd"
      })
  void otherRoles_areNot(String role) {
    assertThat(Annotators.annotates(person("w", role))).isFalse();
  }

  @Test
  void organizationsAndPrograms_areNoAnnotators() {
    for (AgentType type : List.of(AgentType.ORGANIZATION, AgentType.SOFTWARE)) {
      Agent agent = new Agent("org:labels", type, "ANNOTATOR", "");
      assertThat(Annotators.annotates(agent)).isFalse();
      assertThat(Annotators.of(List.of(agent)).areFew()).isFalse();
    }
  }

  @Test
  void four_areWithheld_andFiveAreNot() {
    Annotators four = Annotators.of(annotators(4));
    assertThat(four.areFew()).isTrue();
    assertThat(four.withholds(person("worker-3", "ANNOTATOR"))).isTrue();
    assertThat(four.withholds("worker-3")).isTrue();
    assertThat(four.withholds(CURATOR)).isFalse();
    assertThat(four.withholds("ada")).isFalse();

    Annotators five = Annotators.of(annotators(5));
    assertThat(five.areFew()).isFalse();
    assertThat(five.withholds(person("worker-3", "ANNOTATOR"))).isFalse();
    assertThat(five.withholds("worker-3")).isFalse();

    assertThat(Annotators.of(annotators(0)).areFew()).isFalse();
  }

  @Test
  void oneWhoIsListedTwice_countsOnce() {
    List<Agent> agents = annotators(4);
    agents.add(person("worker-0", "labeler"));

    assertThat(Annotators.of(agents).areFew()).isTrue();
  }

  @Test
  void anotherRole_staysNamed_andTheEntryAsAnnotatorDoesNot() {
    List<Agent> agents = annotators(2);
    agents.add(person("worker-0", "REVIEWER"));

    Annotators annotators = Annotators.of(agents);

    assertThat(annotators.withholds(person("worker-0", "ANNOTATOR"))).isTrue();
    assertThat(annotators.withholds(person("worker-0", "REVIEWER"))).isFalse();
    assertThat(annotators.withholds("worker-0")).isFalse();
    assertThat(annotators.withholds("worker-1")).isTrue();
  }
}
