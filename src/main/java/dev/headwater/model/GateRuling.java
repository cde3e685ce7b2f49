package dev.headwater.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The gate's verdict on an asset: whether its provenance allows its use, and why.
 *
 * @param verdict the verdict
 * @param reasons for FAIL or INDETERMINATE: first the reasons for FAIL, then the reasons for
 *     INDETERMINATE. For PASS: remarks
 */
public record GateRuling(Verdict verdict, List<Reason> reasons) {
  /** The maximum number of reasons listed per finding. One reason is enough for a verdict. */
  public static final int LISTED = 100;

  public GateRuling {
    Objects.requireNonNull(verdict, "verdict");
    reasons = List.copyOf(reasons);
  }

  /** Whether a finding may have more reasons than are listed. */
  public boolean isCut() {
    return Arrays.stream(Finding.values())
        .anyMatch(
            finding ->
                reasons.stream().filter(reason -> reason.finding() == finding).count() >= LISTED);
  }

  /** The possible verdicts. */
  public enum Verdict {
    /**
     * The facts about the asset and about everything that it descends from are known, and they
     * allow its use.
     */
    PASS,
    /**
     * The asset is, or descends from, synthetic data that is neither documented nor waived, or an
     * asset with an open alert of a rule that the policy's gate lists.
     */
    FAIL,
    /** The available facts do not allow a decision. */
    INDETERMINATE
  }

  /**
   * What a reason is about. The first four have the names of the rules that raise alerts on assets.
   */
  public enum Finding {
    /** A dataset is, or descends from, synthetic data that is neither documented nor waived. */
    UNDOCUMENTED_SYNTHETIC,
    /** A model descends from such data. */
    TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
    /**
     * No live event says where the asset comes from, or, for a dataset, where a dataset comes from
     * that it descends from.
     */
    UNKNOWN_ORIGIN,
    /** A model descends from a dataset of unknown origin. */
    TRAINED_ON_UNKNOWN_ORIGIN,
    /** An event that made an asset says that it does not name all inputs. */
    INCOMPLETE_INPUTS,
    /** Events that were acknowledged before the request are still being processed. */
    NOT_CAUGHT_UP,
    /** The asset descends from more assets than the gate reads. */
    TOO_LARGE,
    /** The answer could not be read completely. */
    INCOMPLETE_ANSWER,
    /** A remark: an event that made an asset does not assert that it names all inputs. */
    INPUTS_NOT_ASSERTED,
    /** A remark: it is not clear whether the data contains synthetic data. */
    SYNTHETIC_NOT_STATED,
    /** A remark: an ingest names no source. */
    SOURCE_NOT_STATED,
    /** A remark: synthetic data that is not documented may be used because of a waiver. */
    WAIVED,
    /** A remark: datasets are made only from each other, and nothing says where they began. */
    CIRCULAR_ORIGIN,
    /** An open alert of this rule, which the policy's gate lists; likewise the following ones. */
    DISPARATE_REMOVAL,
    GROUP_ERASED,
    /** As before. If the policy's gate does not list it, a remark about the model itself. */
    FITNESS_GAP,
    SCALE_WITHOUT_DIVERSITY,
    SELF_CONSUMING_LOOP,
    SYNTHETIC_ONLY_GROUP,
    UNATTRIBUTED_DECISION;

    /** The finding about an open alert of a rule about representation. */
    public static Finding of(RuleName rule) {
      if (!rule.isAboutRepresentation()) {
        throw new IllegalArgumentException(rule + " is not about representation");
      }
      return valueOf(rule.name());
    }
  }

  /**
   * One reason.
   *
   * @param finding what the reason is about
   * @param origin the asset with the cause; the subject itself if the cause has no other place
   * @param path from {@code origin} to the subject; only the subject if the cause has no other
   *     place
   * @param message a sentence for people
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
