package dev.headwater.engine;

import dev.headwater.model.RuleName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The numbers of rules that a policy can set for each namespace. */
public enum PolicyNumber {
  /**
   * A category that keeps less than this times what the others keep is removed disparately. 0.8 is
   * the four-fifths rule of 29 CFR 1607.4(D).
   */
  REMOVAL_RATIO(RuleName.DISPARATE_REMOVAL, "ratio", 0.8, Range.POSITIVE_SHARE),
  /** Categories with fewer than this before the step are not judged. */
  REMOVAL_MINIMUM(RuleName.DISPARATE_REMOVAL, "minimum", 30, Range.AMOUNT),
  /** Categories with fewer than this before the step are not judged. */
  ERASED_MINIMUM(RuleName.GROUP_ERASED, "minimum", 30, Range.AMOUNT),
  /** A version has grown if it has at least this share more than the one before it. */
  GROWTH(RuleName.SCALE_WITHOUT_DIVERSITY, "growth", 0.05, Range.POSITIVE),
  /** Diversity is lost if the effective number is at least this share less. */
  LOSS(RuleName.SCALE_WITHOUT_DIVERSITY, "loss", 0.05, Range.POSITIVE_SHARE),
  /** A category is synthetic only if more than this share of it surely is. */
  SYNTHETIC_CATEGORY(RuleName.SYNTHETIC_ONLY_GROUP, "category", 0.5, Range.SHARE_BELOW_1),
  /** A category that is synthetic only stands out if less than this share of the whole is. */
  SYNTHETIC_WHOLE(RuleName.SYNTHETIC_ONLY_GROUP, "whole", 0.5, Range.POSITIVE_SHARE);

  private enum Range {
    POSITIVE_SHARE("must be a number above 0 and at most 1"),
    SHARE_BELOW_1("must be a number from 0 on and below 1"),
    POSITIVE("must be a number above 0"),
    AMOUNT("must be a number from 1 on");

    private final String words;

    Range(String words) {
      this.words = words;
    }

    private boolean contains(double value) {
      return Double.isFinite(value)
          && switch (this) {
            case POSITIVE_SHARE -> value > 0 && value <= 1;
            case SHARE_BELOW_1 -> value >= 0 && value < 1;
            case POSITIVE -> value > 0;
            case AMOUNT -> value >= 1;
          };
    }
  }

  private final RuleName rule;
  private final String key;
  private final double standard;
  private final Range range;

  PolicyNumber(RuleName rule, String key, double standard, Range range) {
    this.rule = rule;
    this.key = key;
    this.standard = standard;
    this.range = range;
  }

  /** The numbers of a rule. */
  public static List<PolicyNumber> of(RuleName rule) {
    return Arrays.stream(values()).filter(number -> number.rule == rule).toList();
  }

  /** The rule that uses the number. */
  public RuleName rule() {
    return rule;
  }

  /** The name of the number among the settings of its rule. */
  public String key() {
    return key;
  }

  /** The value where the policy states none. */
  public double standard() {
    return standard;
  }

  /** What is wrong with a value, as the end of a sentence; empty if it is allowed. */
  public Optional<String> problem(double value) {
    return range.contains(value) ? Optional.empty() : Optional.of(range.words);
  }

  /** What a value must be, as the end of a sentence. */
  public String allowed() {
    return range.words;
  }
}
