package dev.headwater.query.answer;

/** The direction in which a lineage is read. */
public enum Direction {
  /** What the asset was made from. */
  UPSTREAM,
  /** What was made from the asset. */
  DOWNSTREAM,
  /** The union of the two. */
  BOTH;

  /** Whether it includes what the asset was made from. */
  public boolean up() {
    return this != DOWNSTREAM;
  }

  /** Whether it includes what was made from the asset. */
  public boolean down() {
    return this != UPSTREAM;
  }
}
