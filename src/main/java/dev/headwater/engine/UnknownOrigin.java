package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;

/** A dataset is used, and nothing says where it comes from, when its grace is over. */
final class UnknownOrigin extends OwnRule {
  UnknownOrigin() {
    super(RuleName.UNKNOWN_ORIGIN, OriginKind.UNKNOWN);
  }
}
