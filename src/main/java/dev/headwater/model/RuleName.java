package dev.headwater.model;

/** The rules that raise alerts. Rows store positions, so new rules come last. */
public enum RuleName {
  UNDOCUMENTED_SYNTHETIC,
  TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
  UNKNOWN_ORIGIN,
  TRAINED_ON_UNKNOWN_ORIGIN,
  LOST_EVENTS,
  DISPARATE_REMOVAL,
  GROUP_ERASED,
  FITNESS_GAP,
  SCALE_WITHOUT_DIVERSITY,
  SELF_CONSUMING_LOOP,
  SYNTHETIC_ONLY_GROUP,
  UNATTRIBUTED_DECISION;

  /** Whether the rule is about assets. LOST_EVENTS is about jobs whose events are missing. */
  public boolean isOnAssets() {
    return this != LOST_EVENTS;
  }

  /** Whether models inherit the rule's alerts from the datasets that they descend from. */
  public boolean isInherited() {
    return this == TRAINED_ON_UNDOCUMENTED_SYNTHETIC || this == TRAINED_ON_UNKNOWN_ORIGIN;
  }

  /**
   * Whether the rule is about who is represented and who decides. The gate regards these rules only
   * where the policy says so.
   */
  public boolean isAboutRepresentation() {
    return switch (this) {
      case DISPARATE_REMOVAL,
          GROUP_ERASED,
          FITNESS_GAP,
          SCALE_WITHOUT_DIVERSITY,
          SELF_CONSUMING_LOOP,
          SYNTHETIC_ONLY_GROUP,
          UNATTRIBUTED_DECISION ->
          true;
      case UNDOCUMENTED_SYNTHETIC,
          TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
          UNKNOWN_ORIGIN,
          TRAINED_ON_UNKNOWN_ORIGIN,
          LOST_EVENTS ->
          false;
    };
  }

  /** Whether each alert of the rule is about one dimension of representation. */
  public boolean hasDimension() {
    return isAboutRepresentation() && this != SELF_CONSUMING_LOOP && this != UNATTRIBUTED_DECISION;
  }

  /** Whether alerts of the rule list evidence. */
  public boolean hasEvidence() {
    return isAboutRepresentation() && this != SELF_CONSUMING_LOOP;
  }
}
