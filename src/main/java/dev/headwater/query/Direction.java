package dev.headwater.query;

/** The direction in which a lineage is read. */
public enum Direction {
  /** What the asset was made from. */
  UPSTREAM,
  /** What was made from the asset. */
  DOWNSTREAM,
  /** The union of the two. */
  BOTH;

  boolean up() {
    return this != DOWNSTREAM;
  }

  boolean down() {
    return this != UPSTREAM;
  }
}
