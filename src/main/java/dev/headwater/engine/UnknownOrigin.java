package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;

/**
 * The rule that an event must say where a used dataset comes from before the dataset's grace ends.
 */
final class UnknownOrigin extends OwnRule {
  UnknownOrigin() {
    super(RuleName.UNKNOWN_ORIGIN, OriginKind.UNKNOWN);
  }
}
