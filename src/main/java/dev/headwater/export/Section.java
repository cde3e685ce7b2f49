package dev.headwater.export;

/**
 * A part of a card. It is present even if nothing is known; its note then says so.
 *
 * @param key the name in JSON
 * @param title the name in Markdown
 * @param note a sentence about the whole section, for a person; "" if there is nothing to add
 * @param fields the facts, in order
 */
public record Section(String key, String title, String note, Fact.Group fields) {
  public Section {
    Field named = new Field(key, title, fields);
    if (fields.fields().isEmpty() || fields.keys().contains("note")) {
      throw new IllegalArgumentException("not the fields of a section: " + named.key());
    }
  }

  static Section of(String key, String title, String note, Field... fields) {
    return new Section(key, title, note, Fact.Group.of(fields));
  }
}
