package dev.headwater.oracle;

import dev.headwater.oracle.Expected.Gate;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The right answer of the gate about an asset.
 *
 * @param verdict the worst verdict that any finding leads to
 * @param findings everything found in the closure, remarks included
 */
public record GateAnswer(Gate verdict, Set<Reason> findings) {
  public GateAnswer {
    findings = Set.copyOf(findings);
  }

  /** The answer to which these findings lead. */
  static GateAnswer of(Set<Reason> findings) {
    return new GateAnswer(worst(findings), findings);
  }

  /** The findings that lead to this verdict; the remarks, if it is PASS. */
  public Set<Reason> deciding() {
    return findings.stream()
        .filter(reason -> reason.finding().verdict() == verdict)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Gate worst(Set<Reason> findings) {
    for (Gate gate : new Gate[] {Gate.FAIL, Gate.INDETERMINATE}) {
      if (findings.stream().anyMatch(reason -> reason.finding().verdict() == gate)) {
        return gate;
      }
    }
    return Gate.PASS;
  }
}
