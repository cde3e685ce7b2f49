package dev.headwater.pages;

import java.util.List;

/**
 * The description of a type of value: a table of its fields if it is an object.
 *
 * @param name of the type
 * @param anchor of the table
 * @param shape what kind of value it is
 * @param rows its fields, in order; empty if it is no object with known fields
 */
public record FieldTable(
    String name, String anchor, Prose description, Shape shape, List<Row> rows) {

  /**
   * One field.
   *
   * @param name with the names of the objects around it that have no table of their own, such as
   *     {@code reasons[].rule}
   * @param isRequired whether every object of this type has it
   * @param standard the value that counts if the field is absent; "" if there is none
   */
  public record Row(
      String name, boolean isRequired, Shape shape, String standard, Prose description) {}

  public FieldTable {
    rows = List.copyOf(rows);
  }
}
