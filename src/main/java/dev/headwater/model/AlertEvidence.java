package dev.headwater.model;

import java.util.OptionalDouble;

/**
 * One line of an alert's evidence. What the numbers mean depends on the rule; those that a rule
 * does not have are empty.
 *
 * @param category the category that it is about; for UNATTRIBUTED_DECISION the decision's id; for
 *     SCALE_WITHOUT_DIVERSITY {@code ""}
 * @param value what was compared: DISPARATE_REMOVAL how often the category was kept in relation to
 *     the others, GROUP_ERASED 0, FITNESS_GAP the known share, SCALE_WITHOUT_DIVERSITY the
 *     effective number after in relation to the one before, SYNTHETIC_ONLY_GROUP the share of the
 *     category that is surely synthetic
 * @param low the lower end of what the value can be; DISPARATE_REMOVAL: of its 95 % interval
 * @param high the upper end of what the value can be; DISPARATE_REMOVAL: of its 95 % interval;
 *     FITNESS_GAP: the largest possible share
 * @param threshold the limit that the rule applied
 * @param before the amount, or the effective number, before
 * @param after the amount, or the effective number, after
 */
public record AlertEvidence(
    String category,
    OptionalDouble value,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble threshold,
    OptionalDouble before,
    OptionalDouble after) {
  public AlertEvidence {
    category = Check.id("category", category);
    value = Check.amount("value", value);
    low = Check.amount("low", low);
    high = Check.amount("high", high);
    threshold = Check.amount("threshold", threshold);
    before = Check.amount("before", before);
    after = Check.amount("after", after);
  }

  /** Evidence that only names something, without numbers. */
  public static AlertEvidence of(String category) {
    OptionalDouble none = OptionalDouble.empty();
    return new AlertEvidence(category, none, none, none, none, none, none);
  }
}
