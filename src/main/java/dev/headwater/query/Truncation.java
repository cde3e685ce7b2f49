package dev.headwater.query;

/** What cut an answer off. If there are several reasons, the first to occur is told. */
public enum Truncation {
  /** There is more beyond the depth that was asked for. */
  DEPTH,
  /** There are more nodes than were asked for. */
  NODES,
  /** There are more edges than one answer holds. */
  EDGES,
  /** The time for a read was over. */
  TIME,
  /** An instance that has a part of it could not be asked. */
  UNREACHABLE,
  /** A path changed while it was being followed. */
  PATH,
  /** There are more items than one answer holds. */
  ITEMS
}
