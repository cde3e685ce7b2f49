package dev.headwater.engine;

import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;

/** A synthetic dataset is not documented when its grace is over. */
final class UndocumentedSynthetic extends OwnRule {
  UndocumentedSynthetic() {
    super(RuleName.UNDOCUMENTED_SYNTHETIC, OriginKind.SYNTHETIC);
  }
}
