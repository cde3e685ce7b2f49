package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.oracle.Expected.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An answer of the gate that {@link ReadOracle} judges.
 *
 * @param verdict of the answer
 * @param reasons that the answer gives
 * @param compared the findings that are compared: of these, the oracle must find exactly {@code
 *     reasons}. The constructor rejects a reason of any other finding
 * @param paths the path that the answer gives for a reason, from the reason's origin to the asset;
 *     a reason may have none
 */
public record Claim(
    Gate verdict, Set<Reason> reasons, Set<Finding> compared, Map<Reason, List<Asset>> paths) {
  public Claim {
    reasons = Set.copyOf(reasons);
    compared = Set.copyOf(compared);
    paths = Map.copyOf(paths);
    for (Reason reason : reasons) {
      if (!compared.contains(reason.finding())) {
        throw new IllegalArgumentException(
            "reason " + reason + " is not among the compared findings " + compared);
      }
    }
    if (!reasons.containsAll(paths.keySet())) {
      throw new IllegalArgumentException("a path is given for none of the reasons " + reasons);
    }
  }

  /**
   * A claim whose reasons are exactly the findings that lead to its verdict. A PASS has no reasons,
   * because remarks are not compared.
   */
  public static Claim of(Gate verdict, Set<Reason> reasons) {
    Set<Finding> deciding =
        Arrays.stream(Finding.values())
            .filter(finding -> finding.verdict() == verdict && verdict != Gate.PASS)
            .collect(Collectors.toSet());
    return new Claim(verdict, reasons, deciding, Map.of());
  }

  /** A claim whose reasons are all findings, remarks included. */
  public static Claim ofAll(GateAnswer answer) {
    return new Claim(answer.verdict(), answer.findings(), Set.of(Finding.values()), Map.of());
  }

  /** The same claim with these paths. */
  public Claim withPaths(Map<Reason, List<Asset>> paths) {
    return new Claim(verdict, reasons, compared, paths);
  }

  /** Whether the claim can still be right if this is found at an asset of the closure. */
  boolean permits(Reason found) {
    Gate leadsTo = found.finding().verdict();
    boolean tooBad =
        switch (verdict) {
          case PASS -> leadsTo != Gate.PASS;
          case INDETERMINATE -> leadsTo == Gate.FAIL;
          case FAIL -> false;
        };
    return !tooBad && (!compared.contains(found.finding()) || reasons.contains(found));
  }

  /** Whether the claim is right if these are all findings in the closure. */
  boolean isMetBy(Set<Reason> found) {
    Set<Reason> relevant =
        found.stream()
            .filter(reason -> compared.contains(reason.finding()))
            .collect(Collectors.toSet());
    return relevant.equals(reasons) && GateAnswer.of(found).verdict() == verdict;
  }

  /** Whether each path leads from its reason's origin to the asset. */
  boolean hasPathsTo(Asset asset) {
    return paths.entrySet().stream()
        .allMatch(
            entry -> {
              List<Asset> path = entry.getValue();
              return !path.isEmpty()
                  && path.get(0).equals(entry.getKey().origin())
                  && path.get(path.size() - 1).equals(asset);
            });
  }

  /** The assets that must have a carrying edge into this one for the paths to be right. */
  Set<Asset> requiredInputs(Asset asset) {
    Set<Asset> required = new TreeSet<>();
    for (List<Asset> path : paths.values()) {
      for (int i = 1; i < path.size(); i++) {
        if (path.get(i).equals(asset)) {
          required.add(path.get(i - 1));
        }
      }
    }
    return required;
  }
}
