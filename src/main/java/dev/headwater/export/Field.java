package dev.headwater.export;

/**
 * A fact with its name.
 *
 * @param key the name in JSON; part of the documented shape, never from an event
 * @param label the name in Markdown; never from an event
 * @param fact the value
 */
public record Field(String key, String label, Fact fact) {
  public Field {
    if (!key.matches("[a-z][A-Za-z0-9]*") || !label.matches("[A-Za-z0-9][A-Za-z0-9 ,'-]*")) {
      throw new IllegalArgumentException("not a name of a field: " + key + ", " + label);
    }
  }
}
