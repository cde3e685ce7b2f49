package dev.headwater.export.standard.facts;

import java.util.List;

/**
 * A document of a standard.
 *
 * @param text the document, with a line break at its end; "" in a format of lines that has none
 * @param missing what the standard requires or asks for and no event states, in the order of the
 *     document
 */
public record Export(String text, List<Missing> missing) {
  public Export {
    missing = List.copyOf(missing);
  }

  /**
   * A field that the document leaves out.
   *
   * @param field its name in the standard, with the path to it
   * @param reason why it is left out, one sentence for a person: which field of which event would
   *     state it, or that events have no field for it
   */
  public record Missing(String field, String reason) {}
}
