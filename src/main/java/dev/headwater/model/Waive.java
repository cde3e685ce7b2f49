package dev.headwater.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A waiver: a person takes responsibility for going on in spite of a rule, for a limited time.
 *
 * @param origin the only cause that is waived; empty for every cause
 * @param until when the waiver ends, truncated to microseconds
 */
public record Waive(
    RuleName rule, Optional<Asset> origin, String approver, String rationale, Instant until) {
  public Waive {
    if (!Check.present("rule", rule).isOnAssets()) {
      throw new InvalidException(
          "rule", "is " + rule + ", which is not about assets and cannot be waived at one");
    }
    Check.present("origin", origin);
    approver = Check.requiredText("approver", approver);
    rationale = Check.requiredText("rationale", rationale);
    until = Check.instant("until", until);
  }
}
