package dev.headwater.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whether an asset may be used, as far as provenance goes, and why.
 *
 * @param verdict the answer
 * @param reasons those that made it FAIL first, then those that would make it INDETERMINATE; for a
 *     PASS, remarks
 */
public record GateRuling(Verdict verdict, List<Reason> reasons) {
  /** At most so many reasons of one finding are listed; one is enough to decide. */
  public static final int LISTED = 100;

  public GateRuling {
    Objects.requireNonNull(verdict, "verdict");
    reasons = List.copyOf(reasons);
  }

  /** Whether there may be more reasons of a finding than are listed. */
  public boolean isCut() {
    return Arrays.stream(Finding.values())
        .anyMatch(
            finding ->
                reasons.stream().filter(reason -> reason.finding() == finding).count() >= LISTED);
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
    /** Events that were acknowledged before the request are still being processed. */
    NOT_CAUGHT_UP,
    /** The asset descends from more assets than a gate reads. */
    TOO_LARGE,
    /** The answer could not be read completely. */
    INCOMPLETE_ANSWER,
    /** A remark: an event that made an asset does not assert that it names all inputs. */
    INPUTS_NOT_ASSERTED,
    /** A remark: an ingest does not say whether the data contains synthetic data. */
    SYNTHETIC_NOT_STATED,
    /** A remark: an ingest names no source. */
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
      Objects.requireNonNull(finding, "finding");
      Objects.requireNonNull(origin, "origin");
      path = List.copyOf(path);
      Objects.requireNonNull(message, "message");
    }
  }
}
