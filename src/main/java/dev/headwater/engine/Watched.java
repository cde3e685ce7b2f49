package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.Declared;
import java.util.Objects;

/**
 * An input that an asset watches, at the owner of the asset.
 *
 * @param by the asset that watches, which owns the row
 * @param input the input
 * @param revision grows with every change of {@code wanted}
 * @param wanted whether a rule still needs what the input declares
 * @param answer the revision of {@code declared}, as the input's owner counts it; 0 if the owner
 *     has not answered yet
 * @param declared what the input declares
 */
public record Watched(
    Asset by, Asset input, long revision, boolean wanted, long answer, Declared declared) {

  public Watched {
    Objects.requireNonNull(declared, "declared");
  }

  static Watched none(Asset by, Asset input) {
    return new Watched(by, input, 0, false, 0, Declared.NOTHING);
  }

  /** Whether the input's owner has said what the input declares. */
  public boolean isAnswered() {
    return wanted && answer > 0;
  }

  /** Returns the row with the next revision. What was answered to an earlier one is dropped. */
  Watched next(boolean wantedNow) {
    return new Watched(by, input, revision + 1, wantedNow, 0, Declared.NOTHING);
  }

  Watched answered(long answerNow, Declared declaredNow) {
    return new Watched(by, input, revision, wanted, answerNow, declaredNow);
  }
}
