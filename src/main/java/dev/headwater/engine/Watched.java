package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.Declared;
import java.util.Objects;

/**
 * An input that an asset watches, at the owner of the asset. There is a row only while it watches
 * the input.
 *
 * @param by the asset that watches, which owns the row
 * @param input the input
 * @param revision of {@code wanted}. The asset counts its changes over all inputs, so that a later
 *     row of the same input has a higher revision
 * @param wanted whether a rule still needs what the input declares; if not, the row is deleted
 * @param answer the revision of {@code declared}, as the input's owner counts it; 0 if the owner
 *     has not answered yet
 * @param declared what the input declares
 */
public record Watched(
    Asset by, Asset input, long revision, boolean wanted, long answer, Declared declared) {

  public Watched {
    Objects.requireNonNull(declared, "declared");
  }

  /** The row of an input from when its owner is asked until it answers. */
  static Watched asked(Asset by, Asset input, long revision) {
    return new Watched(by, input, revision, true, 0, Declared.NOTHING);
  }

  /** Whether the input's owner has said what the input declares. */
  public boolean isAnswered() {
    return wanted && answer > 0;
  }

  /** Returns the row of an input that is no longer watched, which deletes it. */
  Watched ended(long revisionNow) {
    return new Watched(by, input, revisionNow, false, 0, Declared.NOTHING);
  }

  Watched answered(long answerNow, Declared declaredNow) {
    return new Watched(by, input, revision, wanted, answerNow, declaredNow);
  }
}
