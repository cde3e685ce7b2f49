package dev.headwater.model;

import java.util.HexFormat;

/**
 * What an alert is about. There is one alert per key.
 *
 * @param subject an asset; for LOST_EVENTS a job
 * @param origin an asset; for LOST_EVENTS the producer instance whose numbers have a gap
 * @param dimension the dimension of representation, such as {@code language}; {@code ""} for rules
 *     that are not about one
 */
public record AlertKey(Party subject, RuleName rule, Party origin, String dimension) {
  private static final int ID_DIGITS = 32;
  private static final int PARTS = 4;

  public AlertKey {
    Check.present("subject", subject);
    Check.present("rule", rule);
    Check.present("origin", origin);
    Class<? extends Party> of = rule.isOnAssets() ? Asset.class : Job.class;
    Class<? extends Party> by = rule.isOnAssets() ? Asset.class : ProducerInstance.class;
    if (!of.isInstance(subject) || !by.isInstance(origin)) {
      throw new InvalidException(
          "subject",
          "is "
              + subject.urn()
              + " with the origin "
              + origin.urn()
              + ", which "
              + rule
              + " never has");
    }
    dimension = Check.id("dimension", dimension);
    if (dimension.isEmpty() == rule.hasDimension()) {
      throw new InvalidException(
          "dimension",
          rule.hasDimension()
              ? "is required for " + rule
              : "is " + Check.quote(dimension) + ", which " + rule + " never has");
    }
  }

  /** The key of an alert that is not about a dimension. */
  public AlertKey(Party subject, RuleName rule, Party origin) {
    this(subject, rule, origin, "");
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws InvalidException when the text is not a key
   */
  public static AlertKey parse(String text) {
    String[] parts = text.split(" ", PARTS);
    if (parts.length != PARTS) {
      throw new InvalidException("", "is " + Check.quote(text) + ", which is no key of an alert");
    }
    return new AlertKey(Party.parse(parts[0]), rule(parts[1]), Party.parse(parts[2]), parts[3]);
  }

  private static RuleName rule(String name) {
    try {
      return RuleName.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw new InvalidException("rule", "is " + Check.quote(name) + ", which is no rule");
    }
  }

  /**
   * The key as text: subject, rule, origin and dimension, separated by spaces. Only a dimension may
   * contain spaces, so it comes last.
   */
  public String text() {
    return String.join(" ", subject.urn(), rule.name(), origin.urn(), dimension);
  }

  /**
   * Returns the id of the alert: the first 32 hexadecimal digits of the SHA-256 of rule, subject,
   * origin and, if there is one, dimension, one per line.
   */
  public String id() {
    String cause = rule + "\n" + subject.urn() + "\n" + origin.urn();
    String all = dimension.isEmpty() ? cause : cause + "\n" + dimension;
    return HexFormat.of().formatHex(Sha256.of(all)).substring(0, ID_DIGITS);
  }
}
