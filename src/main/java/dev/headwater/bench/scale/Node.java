package dev.headwater.bench.scale;

import java.util.ArrayList;
import java.util.List;

/** An asset in the simulation: as much of its rows as decides what is written and sent. */
final class Node {
  /** How many of each an asset keeps in its own row; see {@code stream.store.RowCollection}. */
  static final int INLINE_CHILDREN = 16;

  static final int INLINE_EXPOSURES = 8;
  static final int INLINE_EVENTS = 16;

  final Step.Ref ref;
  final int partition;
  final int namespace;
  final Origins exposures = new Origins();

  /** Assets made from this one. Those of before the simulation are not among them. */
  final List<Node> children = new ArrayList<>(0);

  final List<Node> inputs = new ArrayList<>(0);

  /** Whether the asset has a row. */
  boolean known;

  /** How many events are about it. */
  int events;

  /** Its number as an origin; 0 while it is none. */
  int origin;

  /** The commits in which the row was written last, and the summary sent last. */
  long written = -1;

  long summarized = -1;

  Node(Step.Ref ref, int partition) {
    this.ref = ref;
    this.partition = partition;
    this.namespace = ref.key().substring(0, ref.key().lastIndexOf(':')).hashCode();
    this.known = ref.past();
  }

  /** The bytes of its own row, with its key. */
  int rowBytes() {
    return RowBytes.NODE
        + RowBytes.INPUT * inputs.size()
        + RowBytes.CHILD * (children.size() > INLINE_CHILDREN ? 0 : children.size())
        + RowBytes.EXPOSURE * (exposures.size() > INLINE_EXPOSURES ? 0 : exposures.size())
        + RowBytes.EVENT_REF * (events > INLINE_EVENTS ? 0 : events);
  }

  /** All rows of the asset in the store. */
  long rows() {
    return 1
        + (events == 0 ? 0 : 1L)
        + events * (events > INLINE_EVENTS ? 2L : 1L)
        + (children.size() > INLINE_CHILDREN ? children.size() : 0)
        + (exposures.size() > INLINE_EXPOSURES ? exposures.size() : 0);
  }

  /** The bytes of all rows of the asset. */
  long bytes() {
    return rowBytes()
        + (events == 0 ? 0 : RowBytes.JOB)
        + (long) events * (RowBytes.EVENT + (events > INLINE_EVENTS ? RowBytes.LISTED : 0))
        + (children.size() > INLINE_CHILDREN ? (long) children.size() * RowBytes.CHILD_ROW : 0)
        + (exposures.size() > INLINE_EXPOSURES
            ? (long) exposures.size() * RowBytes.EXPOSURE_ROW
            : 0);
  }
}
