package dev.headwater.openlineage;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Limits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Turns owners into agents. OpenLineage recommends owner names such as {@code team:data} or {@code
 * user:jdoe}.
 */
final class Owners {
  private static final List<String> PEOPLE = List.of("user:", "person:", "mailto:", "orcid:");
  private static final List<String> SOFTWARE =
      List.of("application:", "app:", "service:", "system:");

  private Owners() {}

  /**
   * Returns the agent for an owner. An owner of no known kind counts as an organization, because an
   * owner answers for what it owns.
   */
  static Agent agent(Facets.Owner owner) {
    String name = owner.name().toLowerCase(Locale.ROOT);
    AgentType type = AgentType.ORGANIZATION;
    if (PEOPLE.stream().anyMatch(name::startsWith)) {
      type = AgentType.PERSON;
    } else if (SOFTWARE.stream().anyMatch(name::startsWith)) {
      type = AgentType.SOFTWARE;
    }
    return new Agent(owner.name(), type, owner.type().isEmpty() ? "OWNER" : owner.type(), "");
  }

  static List<Agent> agents(Facets... owned) {
    return Stream.of(owned)
        .flatMap(facets -> facets.owners().stream())
        .map(Owners::agent)
        .distinct()
        .limit(Limits.ENTRIES)
        .toList();
  }
}
