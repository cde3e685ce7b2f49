package dev.headwater.query.answer;

/**
 * Why an answer was cut off. If there are several reasons, this is the first that occurred, and
 * {@link #DEPTH} only if there is no other: the caller chose the depth, so any other reason says
 * more.
 */
public enum Truncation {
  /** There is more beyond the depth that was asked for. */
  DEPTH,
  /** There are more nodes than were asked for, or more assets than one answer reads. */
  NODES,
  /** There are more edges than one answer holds. */
  EDGES,
  /** The time for the read was over. */
  TIME,
  /** An instance that has a part of the answer could not be asked. */
  UNREACHABLE,
  /** A path changed while it was being followed. */
  PATH,
  /** There are more items than one answer holds. */
  ITEMS,
  /** An asset has more events than a read looks at. */
  EVENTS,
  /** The facts changed faster than they were read. */
  CHANGING
}
