package dev.headwater.export;

import dev.headwater.model.Asset;
import java.util.List;

/**
 * Whether an asset may be used, judged by its provenance alone.
 *
 * @param verdict the answer
 * @param reasons for the verdict; for a PASS, remarks
 */
public record GateAnswer(Verdict verdict, Bounded<Reason> reasons) {

  /** The possible answers. */
  public enum Verdict {
    /** The asset, and everything that it descends from, is accounted for. */
    PASS,
    /** It descends from synthetic data that is neither documented nor waived. */
    FAIL,
    /** Something that decides the answer is not known. */
    INDETERMINATE
  }

  /**
   * One reason.
   *
   * @param rule a symbol for what it is about
   * @param origin where the cause is
   * @param path from the origin to the asset
   * @param message a sentence for a person
   */
  public record Reason(String rule, Asset origin, List<Asset> path, String message) {
    public Reason {
      path = List.copyOf(path);
    }
  }
}
