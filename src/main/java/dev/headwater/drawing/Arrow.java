package dev.headwater.drawing;

/**
 * What one box went into.
 *
 * @param from the id of the box it leaves
 * @param to the id of the box it enters; may be the same box
 * @param label the activity and the role in words; may be empty
 * @param inferred whether no event states the edge outright
 * @param back whether it closes a cycle. The layout leads it around the boxes, back to the left
 */
public record Arrow(String from, String to, String label, boolean inferred, boolean back) {
  public Arrow {
    Check.id("Arrow: from", from);
    Check.id("Arrow: to", to);
    Check.text("Arrow: label", label);
  }
}
