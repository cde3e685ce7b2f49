package dev.headwater.model;

import java.util.Locale;

/**
 * What documented synthetic data needs, C1 to C6, in the order in which missing ones are listed.
 */
public enum Condition {
  GENERATOR,
  REVISION,
  SEED,
  PROMPTS,
  PARAMETERS,
  AGENT;

  /** As it stands in {@code missing}: the lower-case name. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The condition of that {@link #text()}.
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
