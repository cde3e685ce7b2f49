package dev.headwater.representation;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The strongly connected components of a graph, as far as it can be reached from node 0: Tarjan's
 * algorithm, without recursion, because chains can be thousands of steps long.
 */
final class Components {
  private final int[] component;
  private final int[] order;
  private final BitSet cyclic = new BitSet();
  private int ordered;

  private final int[] seen;
  private final int[] reach;
  private final int[] next;
  private final int[] open;
  private int opened;
  private int visited;

  /**
   * Finds the components.
   *
   * @param edges for each node, the nodes that its edges lead to; negative where there is none
   */
  Components(int[][] edges) {
    int nodes = edges.length;
    component = new int[nodes];
    order = new int[nodes];
    seen = new int[nodes];
    reach = new int[nodes];
    next = new int[nodes];
    open = new int[nodes];
    Arrays.fill(component, -1);
    int[] path = new int[nodes];
    int depth = 0;
    path[0] = enter(0);
    while (depth >= 0) {
      int node = path[depth];
      if (next[node] == edges[node].length) {
        close(node);
        depth--;
        if (depth >= 0) {
          reach[path[depth]] = Math.min(reach[path[depth]], reach[node]);
        }
        continue;
      }
      int target = edges[node][next[node]++];
      if (target < 0) {
        continue;
      }
      if (target == node) {
        cyclic.set(node);
      } else if (seen[target] == 0) {
        path[++depth] = enter(target);
      } else if (component[target] < 0) {
        reach[node] = Math.min(reach[node], seen[target]);
      }
    }
  }

  private int enter(int node) {
    seen[node] = reach[node] = ++visited;
    open[opened++] = node;
    return node;
  }

  /** Closes a component if the node is the first one of it that was reached. */
  private void close(int node) {
    if (reach[node] < seen[node]) {
      return;
    }
    boolean several = open[opened - 1] != node;
    int member;
    do {
      member = open[--opened];
      component[member] = node;
      order[ordered++] = member;
      if (several) {
        cyclic.set(member);
      }
    } while (member != node);
  }

  /** The nodes that can be reached, each after all that its edges lead to, but for cycles. */
  int[] order() {
    return Arrays.copyOf(order, ordered);
  }

  /** Whether two nodes that can be reached are in one component. */
  boolean together(int node, int other) {
    return component[node] == component[other];
  }

  /** Whether the node can be reached from itself. */
  boolean isCyclic(int node) {
    return cyclic.get(node);
  }
}
