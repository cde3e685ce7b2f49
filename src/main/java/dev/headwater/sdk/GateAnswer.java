package dev.headwater.sdk;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether an asset may be used, judged by its provenance.
 *
 * @param verdict the answer
 * @param reasons for a FAIL or INDETERMINATE; for a PASS, remarks, if there are any
 * @param answered false if nobody answered: no connection, no answer in time, HTTP 5xx, or a client
 *     that is disabled. The verdict is then the caller's own choice, and the only reason says what
 *     went wrong
 */
public record GateAnswer(Asset asset, Verdict verdict, List<Reason> reasons, boolean answered) {

  public GateAnswer {
    reasons = List.copyOf(reasons);
  }

  /** The possible answers. */
  public enum Verdict {
    /** The provenance of the asset, and of all that it descends from, is accounted for. */
    PASS,
    /** The asset descends from synthetic data that is neither documented nor waived. */
    FAIL,
    /** Headwater cannot decide. Do not treat this as PASS: an unknown origin is not a clean one. */
    INDETERMINATE
  }

  /**
   * One reason for a verdict.
   *
   * @param rule such as {@code UNKNOWN_ORIGIN}; {@code NO_ANSWER} if nobody answered, {@code
   *     NOT_AUTHORIZED} if Headwater did not accept the client's token, and {@code NO_VERDICT} if
   *     something else kept it from giving one: a certificate that is not trusted, a file of the
   *     settings that cannot be read, or an answer that is not Headwater's about this asset
   * @param origin the asset where the cause is
   * @param path from the origin to the asset
   * @param message a sentence for a person
   */
  public record Reason(String rule, Asset origin, List<Asset> path, String message) {
    public Reason {
      path = List.copyOf(path);
    }
  }

  /** Returns the verdict and its reasons, one per line, for a log. */
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
