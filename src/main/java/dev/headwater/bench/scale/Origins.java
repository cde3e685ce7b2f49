package dev.headwater.bench.scale;

/**
 * The origins that an asset is exposed to. Of each, it has the least distance, and whether it is
 * documented. A hash table in two arrays, because a simulation has tens of millions of entries.
 */
final class Origins {
  private static final int DOCUMENTED = 1;
  private static final int FARTHEST = 30;
  private static final int[] NONE = {};

  private int[] keys = NONE;
  private byte[] states = {};
  private int size;

  /** What is known of an origin, in one number that is not 0. */
  static int state(int distance, boolean documented) {
    return Math.min(distance, FARTHEST) + 1 << 1 | (documented ? DOCUMENTED : 0);
  }

  static boolean isDocumented(int state) {
    return (state & DOCUMENTED) != 0;
  }

  static int distance(int state) {
    return (state >> 1) - 1;
  }

  /** What an asset says of an origin at the other end of an edge. */
  static int further(int state) {
    return state(distance(state) + 1, isDocumented(state));
  }

  /** The least distance of both, and documented if either says so. */
  static int merge(int one, int other) {
    return one == 0
        ? other
        : state(Math.min(distance(one), distance(other)), isDocumented(one) || isDocumented(other));
  }

  int size() {
    return size;
  }

  /** The state of an origin; 0 if it is none. Origins are numbered from 1. */
  int state(int origin) {
    if (size == 0) {
      return 0;
    }
    int slot = slot(origin);
    return keys[slot] == origin ? states[slot] : 0;
  }

  /** Takes a state; returns whether it is news. */
  boolean join(int origin, int state) {
    if (size * 4 >= keys.length * 3) {
      grow();
    }
    int slot = slot(origin);
    if (keys[slot] == origin) {
      int merged = merge(states[slot], state);
      boolean news = merged != states[slot];
      states[slot] = (byte) merged;
      return news;
    }
    keys[slot] = origin;
    states[slot] = (byte) state;
    size++;
    return true;
  }

  /** All origins and their states, in turns. */
  int[] all() {
    int[] all = new int[2 * size];
    int next = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != 0) {
        all[next++] = keys[slot];
        all[next++] = states[slot];
      }
    }
    return all;
  }

  private int slot(int origin) {
    int mask = keys.length - 1;
    int slot = (origin * 0x9E3779B1) >>> 7 & mask;
    while (keys[slot] != 0 && keys[slot] != origin) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    int[] before = keys;
    byte[] known = states;
    keys = new int[Math.max(4, 2 * before.length)];
    states = new byte[keys.length];
    for (int old = 0; old < before.length; old++) {
      if (before[old] != 0) {
        int slot = slot(before[old]);
        keys[slot] = before[old];
        states[slot] = known[old];
      }
    }
  }
}
