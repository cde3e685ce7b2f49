package dev.headwater.sdk;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether an asset may be used, as far as provenance goes.
 *
 * @param verdict the answer
 * @param reasons of a FAIL or INDETERMINATE; remarks, if any, of a PASS
 * @param answered false if Headwater did not answer: the verdict is then the caller's own choice,
 *     and the one reason says what went wrong
 */
public record GateAnswer(Asset asset, Verdict verdict, List<Reason> reasons, boolean answered) {

  public GateAnswer {
    reasons = List.copyOf(reasons);
  }

  /** The answers. */
  public enum Verdict {
    /** The asset, and all that it descends from, is accounted for. */
    PASS,
    /** It descends from synthetic data that is neither documented nor waived. */
    FAIL,
    /** It cannot be told. Not the same as PASS: unknown is never clean. */
    INDETERMINATE
  }

  /**
   * One reason.
   *
   * @param rule such as {@code UNKNOWN_ORIGIN}; {@code NO_ANSWER} where Headwater did not answer
   * @param origin where the cause is
   * @param path from there to the asset
   * @param message a sentence for a person
   */
  public record Reason(String rule, Asset origin, List<Asset> path, String message) {
    public Reason {
      path = List.copyOf(path);
    }
  }

  /** The verdict and its reasons, one a line, for a log. */
  @Override
  public String toString() {
    return verdict
        + " "
        + asset
        + reasons.stream()
            .map(reason -> "\n  " + reason.rule() + ": " + reason.message())
            .collect(Collectors.joining());
  }
}
