package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.GateRuling.Finding;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;

/**
 * The answer of the gate: whether an asset may be used.
 *
 * @param asset the asset
 * @param ruling the verdict and its reasons
 * @param freshness of what was read
 */
public record Gate(Asset asset, GateRuling ruling, Freshness freshness) implements ReadAnswer {

  /** Whether everything that the verdict depends on was read. */
  @Override
  public boolean isComplete() {
    return ruling.reasons().stream()
        .noneMatch(
            reason ->
                reason.finding() == Finding.INCOMPLETE_ANSWER
                    || reason.finding() == Finding.TOO_LARGE);
  }
}
