package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order of the boxes from left to right: every box after those that it was made from.
 *
 * <p>Where a cycle makes that impossible, the arrows that the diagram calls back go against the
 * order first. If that does not break the cycle, it is entered where arrows lead into it, so that
 * the arrow that goes back is the one that a reader following the arrows reaches last.
 */
final class Order {
  private final List<Box> boxes;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<List<Integer>> successors = new ArrayList<>();
  private final int[] waitsFor;
  private final boolean[] isDone;
  private final TreeSet<Integer> ready = new TreeSet<>();
  private final TreeSet<Integer> reached = new TreeSet<>();
  private final TreeSet<Integer> open = new TreeSet<>();

  private Order(Diagram diagram) {
    boxes = diagram.boxes();
    waitsFor = new int[boxes.size()];
    isDone = new boolean[boxes.size()];
    for (Box box : boxes) {
      positions.put(box.id(), positions.size());
      successors.add(new ArrayList<>());
    }
    for (Arrow arrow : diagram.arrows()) {
      if (!arrow.back() && !arrow.from().equals(arrow.to())) {
        int to = positions.get(arrow.to());
        successors.get(positions.get(arrow.from())).add(to);
        waitsFor[to]++;
      }
    }
    for (int i = 0; i < boxes.size(); i++) {
      open.add(i);
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
  }

  /** The boxes in order; among those that may come next, as in the diagram. */
  static List<Box> of(Diagram diagram) {
    return new Order(diagram).sort();
  }

  private List<Box> sort() {
    List<Box> sorted = new ArrayList<>();
    while (!open.isEmpty()) {
      TreeSet<Integer> from = !ready.isEmpty() ? ready : !reached.isEmpty() ? reached : open;
      int next = from.first();
      open.remove(next);
      ready.remove(next);
      reached.remove(next);
      isDone[next] = true;
      sorted.add(boxes.get(next));
      for (int successor : successors.get(next)) {
        if (isDone[successor]) {
          continue;
        }
        if (--waitsFor[successor] == 0) {
          reached.remove(successor);
          ready.add(successor);
        } else {
          reached.add(successor);
        }
      }
    }
    return sorted;
  }
}
