package dev.headwater.export.standard.prov;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds the cycles of a directed graph. */
final class Cycles {
  private Cycles() {}

  /** A node on the path of the search, and the edges from it that are left to follow. */
  private record Step<T>(T node, Iterator<T> left) {}

  /**
   * The strongly connected components, by the algorithm of Tarjan: two nodes have the same number
   * if each can be reached from the other. The search needs no recursion, so a long path does not
   * exhaust the stack.
   *
   * @param edges the targets of the edges from each node
   */
  static <T> Map<T, Integer> groups(Map<T, List<T>> edges) {
    Map<T, Integer> group = new HashMap<>();
    Map<T, Integer> order = new HashMap<>();
    Map<T, Integer> lowest = new HashMap<>();
    Deque<T> open = new ArrayDeque<>();
    for (T start : edges.keySet()) {
      if (order.containsKey(start)) {
        continue;
      }
      Deque<Step<T>> path = new ArrayDeque<>();
      path.push(enter(start, edges, order, lowest, open));
      while (!path.isEmpty()) {
        Step<T> step = path.peek();
        if (step.left().hasNext()) {
          T next = step.left().next();
          if (!order.containsKey(next)) {
            path.push(enter(next, edges, order, lowest, open));
          } else if (!group.containsKey(next)) {
            lowest.merge(step.node(), order.get(next), Math::min);
          }
          continue;
        }
        path.pop();
        T node = step.node();
        if (!path.isEmpty()) {
          lowest.merge(path.peek().node(), lowest.get(node), Math::min);
        }
        if (lowest.get(node).equals(order.get(node))) {
          close(node, order.get(node), open, group);
        }
      }
    }
    return group;
  }

  private static <T> Step<T> enter(
      T node, Map<T, List<T>> edges, Map<T, Integer> order, Map<T, Integer> lowest, Deque<T> open) {
    order.put(node, order.size());
    lowest.put(node, order.get(node));
    open.push(node);
    return new Step<>(node, edges.getOrDefault(node, List.of()).iterator());
  }

  private static <T> void close(T node, int number, Deque<T> open, Map<T, Integer> group) {
    T member;
    do {
      member = open.pop();
      group.put(member, number);
    } while (!member.equals(node));
  }
}
