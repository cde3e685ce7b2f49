package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an asset may be used, as far as provenance goes.
 *
 * @param asset the asset
 * @param verdict the answer
 * @param reasons those that made it FAIL first, then those that would make it INDETERMINATE; for a
 *     PASS, remarks
 * @param freshness of what was read
 */
public record Gate(Asset asset, Verdict verdict, List<Reason> reasons, Freshness freshness) {
  /** Reasons of one kind that are told; one is enough to decide. */
  static final int TOLD = 100;

  public Gate {
    reasons = List.copyOf(reasons);
  }

  /** Whether there may be more reasons of a kind than are told. */
  public boolean isCut() {
    return Arrays.stream(Finding.values())
        .anyMatch(
            finding ->
                reasons.stream().filter(reason -> reason.finding() == finding).count() >= TOLD);
  }

  /** The answers. */
  public enum Verdict {
    /** It, and all that it descends from, is accounted for. */
    PASS,
    /** It descends from synthetic data that is neither documented nor waived. */
    FAIL,
    /** It cannot be told. */
    INDETERMINATE
  }

  /** What a reason is about. The first four are the rules that raise alerts. */
  public enum Finding {
    /** A dataset is, or descends from, synthetic data that is neither documented nor waived. */
    UNDOCUMENTED_SYNTHETIC,
    /** A model descends from such data. */
    TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
    /** No live event says where a dataset comes from, or one that it descends from. */
    UNKNOWN_ORIGIN,
    /** A model descends from a dataset of unknown origin. */
    TRAINED_ON_UNKNOWN_ORIGIN,
    /** An event says that it does not name all inputs. */
    INCOMPLETE_INPUTS,
    /** Events are still being processed. */
    NOT_CAUGHT_UP,
    /** The answer could not be read completely. */
    INCOMPLETE_ANSWER,
    /** A remark: no event asserts that all inputs are named. */
    INPUTS_NOT_ASSERTED,
    /** A remark: an ingest does not say whether the data contains synthetic data. */
    SYNTHETIC_NOT_STATED,
    /** A remark: an ingest does not name a source. */
    SOURCE_NOT_STATED
  }

  /**
   * One reason.
   *
   * @param finding what it is about
   * @param origin where the cause is; the asset itself if the cause has no other place
   * @param path from there to the asset; only the asset if the cause has no other place
   * @param message a sentence for a person
   */
  public record Reason(Finding finding, Asset origin, List<Asset> path, String message) {
    public Reason {
      path = List.copyOf(path);
    }
  }
}
