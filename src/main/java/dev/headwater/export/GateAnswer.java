package dev.headwater.export;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * Whether an asset may be used, as far as provenance goes.
 *
 * @param verdict the answer
 * @param reasons why; for a PASS, remarks
 */
public record GateAnswer(Verdict verdict, Bounded<Reason> reasons) {

  /** The answers. */
  public enum Verdict {
    /** It, and all that it descends from, is accounted for. */
    PASS,
    /** It descends from synthetic data that is neither documented nor waived. */
    FAIL,
    /** It cannot be told. */
    INDETERMINATE
  }

  /**
   * One reason.
   *
   * @param rule what it is about: a symbol
   * @param origin where the cause is
   * @param path from there to the asset
   * @param message a sentence for a person
   */
  public record Reason(String rule, Asset origin, List<Asset> path, String message) {
    public Reason {
      path = List.copyOf(path);
    }
  }
}
