package dev.headwater.drawing;

import java.util.List;

/**
 * A diagram with the places of its boxes and arrows, each in the order of the diagram.
 *
 * @param width of the whole drawing, in pixels
 * @param height of the whole drawing, in pixels
 */
public record Placed(
    Diagram diagram, double width, double height, List<PlacedBox> boxes, List<PlacedArrow> arrows) {
  public Placed {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    if (boxes.size() != diagram.boxes().size() || arrows.size() != diagram.arrows().size()) {
      throw new IllegalArgumentException(
          "Placed: every box and every arrow of the diagram needs one place");
    }
  }
}
