package dev.headwater.drawing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph to draw. The order of the boxes and arrows is the order in which they are read out, and
 * the layout breaks ties by it.
 */
public record Diagram(String title, List<Box> boxes, List<Arrow> arrows) {
  public static final int MAX_BOXES = 5_000;
  public static final int MAX_ARROWS = 20_000;

  /**
   * @throws IllegalArgumentException if there are too many boxes or arrows, if two boxes have the
   *     same id, or if an arrow refers to no box
   */
  public Diagram {
    Check.text("Diagram: title", title);
    bound("boxes", boxes.size(), MAX_BOXES);
    bound("arrows", arrows.size(), MAX_ARROWS);
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    Set<String> ids = new HashSet<>();
    for (Box box : boxes) {
      if (!ids.add(box.id())) {
        throw new IllegalArgumentException(
            "Diagram: two boxes have the id " + Check.quote(box.id()));
      }
    }
    for (int i = 0; i < arrows.size(); i++) {
      Arrow arrow = arrows.get(i);
      for (String end : List.of(arrow.from(), arrow.to())) {
        if (!ids.contains(end)) {
          throw new IllegalArgumentException(
              "Diagram: arrows[" + i + "] refers to " + Check.quote(end) + ", which is no box");
        }
      }
    }
  }

  private static void bound(String what, int count, int limit) {
    if (count > limit) {
      throw new IllegalArgumentException(
          "Diagram: " + count + " " + what + ", the limit is " + limit);
    }
  }
}
