package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows when somebody is named who answers for an event or a decision. */
class AttributionTest {
  private static Agent agent(String id, AgentType type) {
    return new Agent(id, type, "OWNER", "");
  }

  private static Decision decision(List<String> by, List<String> groups, List<String> consulted) {
    return new Decision(
        "d-1",
        DecisionKind.FILTER,
        "question",
        "choice",
        "rationale",
        by,
        List.of(),
        groups,
        consulted,
        List.of(),
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "orcid:1,PERSON,true",
    "org:lab,ORGANIZATION,true",
    "job-7,SOFTWARE,false",
    "unknown,PERSON,false",
    " TBD ,ORGANIZATION,false"
  })
  void anEvent_isAnsweredForByPeopleAndOrganizations(String id, AgentType type, boolean answers) {
    assertThat(Attribution.isNamed(List.of(agent(id, type)))).isEqualTo(answers);
    assertThat(Attribution.isAttributed(decision(List.of(id), List.of(), List.of()), List.of(agent(id, type))))
        .isEqualTo(answers);
  }

  @Test
  void anEventWithoutAgents_namesNobody() {
    assertThat(Attribution.isNamed(List.of())).isFalse();
  }

  @Test
  void aDecision_isAttributed_ifOneWhoDecidedIsAmongTheAgents() {
    List<Agent> agents = List.of(agent("orcid:1", AgentType.PERSON), agent("job-7", AgentType.SOFTWARE));

    assertThat(Attribution.isAttributed(decision(List.of("job-7", "orcid:1"), List.of(), List.of()), agents))
        .isTrue();
    assertThat(Attribution.isAttributed(decision(List.of("job-7", "orcid:2"), List.of(), List.of()), agents))
        .isFalse();
  }

  @Test
  void aDecisionThatAffectsGroups_namesSomebodyAsConsulted_orDoesNot() {
    List<String> by = List.of("orcid:1");

    assertThat(Attribution.lacksConsulted(decision(by, List.of("sw"), List.of()))).isTrue();
    assertThat(Attribution.lacksConsulted(decision(by, List.of("sw"), List.of("n/a")))).isTrue();
    assertThat(Attribution.lacksConsulted(decision(by, List.of("sw"), List.of("speakers")))).isFalse();
    assertThat(Attribution.lacksConsulted(decision(by, List.of(), List.of()))).isFalse();
    assertThat(Attribution.lacksConsulted(decision(by, List.of("none"), List.of()))).isFalse();
  }
}
