package dev.headwater.model;

/**
 * A running client that numbers the events it accepts, 1, 2, 3 and so on. As a URN it is {@code
 * producer:<name>}.
 *
 * @param name 1 to {@value #MAX_CHARS} characters out of ASCII letters, digits, dots and hyphens
 */
public record ProducerInstance(String name) implements Party, Comparable<ProducerInstance> {
  /** Of a name. */
  public static final int MAX_CHARS = 100;

  /** What its URN begins with. */
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

  /** Whether there may be an instance of that name. */
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
   * Reads a URN.
   *
   * @throws InvalidException when the text is none of a producer
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

  /** By name. */
  @Override
  public int compareTo(ProducerInstance other) {
    return name.compareTo(other.name);
  }
}
