package dev.headwater.model;

import java.util.Locale;

/** The conditions C1 to C6 of documented synthetic data. Missing ones are listed in this order. */
public enum Condition {
  GENERATOR,
  REVISION,
  SEED,
  PROMPTS,
  PARAMETERS,
  AGENT;

  /** The name in the field {@code missing}: in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the condition with that {@link #text()}.
   *
   * @throws InvalidException when there is none
   */
  public static Condition ofText(String text) {
    for (Condition condition : values()) {
      if (condition.text().equals(text)) {
        return condition;
      }
    }
    throw new InvalidException(
        "",
        Check.quote(text) + " is none of generator, revision, seed, prompts, parameters, agent");
  }
}
