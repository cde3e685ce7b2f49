package dev.headwater.model;

/**
 * A running client that numbers the events it accepts: 1, 2, 3 and so on. Its URN is {@code
 * producer:<name>}.
 *
 * @param name 1 to {@value #MAX_CHARS} ASCII letters, digits, dots and hyphens
 */
public record ProducerInstance(String name) implements Party, Comparable<ProducerInstance> {
  /** The maximum length of a name. */
  public static final int MAX_CHARS = 100;

  /** The prefix of the URN. */
  public static final String SCHEME = "producer:";

  public ProducerInstance {
    if (!isName(Check.present("name", name))) {
      throw new InvalidException(
          "name",
          "is "
              + Check.quote(name)
              + ", must be 1 to "
              + MAX_CHARS
              + " letters, digits, dots and hyphens");
    }
  }

  /** Whether the text is a valid name. */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /**
   * Parses a URN.
   *
   * @throws InvalidException when the text is not the URN of a producer instance
   */
  public static ProducerInstance parse(String urn) {
    if (!urn.startsWith(SCHEME)) {
      throw new InvalidException("", Check.quote(urn) + " must be producer:<name>");
    }
    return new ProducerInstance(urn.substring(SCHEME.length()));
  }

  @Override
  public String urn() {
    return SCHEME + name;
  }

  @Override
  public String key() {
    return urn();
  }

  /** Compares by name. */
  @Override
  public int compareTo(ProducerInstance other) {
    return name.compareTo(other.name);
  }
}
