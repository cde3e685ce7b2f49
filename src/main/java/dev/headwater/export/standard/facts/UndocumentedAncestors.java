package dev.headwater.export.standard.facts;

import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ancestors that a reader has to ask about: synthetic data that is not documented, assets whose
 * origin no event states, and assets of which none of that is known.
 */
public final class UndocumentedAncestors {
  private UndocumentedAncestors() {}

  /** One line for each: the URN, and what is wrong with it. */
  public static List<String> of(ExportFacts facts) {
    List<String> lines = new ArrayList<>();
    for (Ancestor ancestor : facts.ancestors()) {
      String problem = ancestor.state().map(state -> problem(ancestor, state)).orElse("not known");
      if (!problem.isEmpty()) {
        lines.add(ancestor.asset().urn() + ": " + problem);
      }
    }
    return lines;
  }

  private static String problem(Ancestor ancestor, State state) {
    List<String> problems = new ArrayList<>();
    if (state.documentation() == Documentation.PARTIAL
        || state.documentation() == Documentation.UNDOCUMENTED) {
      problems.add(
          "synthetic data, "
              + state.documentation()
              + ", missing "
              + state.missing().stream().map(Condition::text).collect(Collectors.joining(", ")));
    }
    if (!state.originKnown() && ancestor.asset().kind() == AssetKind.DATASET) {
      problems.add("origin not known");
    }
    return String.join("; ", problems);
  }
}
