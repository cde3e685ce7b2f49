package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;

/** The rule that a synthetic dataset must be documented before its grace ends. */
final class UndocumentedSynthetic extends OwnRule {
  UndocumentedSynthetic() {
    super(RuleName.UNDOCUMENTED_SYNTHETIC, OriginKind.SYNTHETIC);
  }
}
