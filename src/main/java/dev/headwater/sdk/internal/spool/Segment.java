package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.SequenceSet;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The state of one segment file. Guarded by the lock of the backlog, except final fields. */
final class Segment {

  static final String SUFFIX = ".events";

  final Path file;
  final String owner;
  final long number;

  /** How far it is written; a reader stops there. */
  long bytes;

  /** How many of its events are not settled. */
  long unsettled;

  /** How many of its events were not settled when it was found, if it was left behind. */
  long counted;

  /** Whether something in it could not be read back. */
  boolean damaged;

  /**
   * Whether nothing is appended to it any more. Used by the spooling thread only, once the backlog
   * has the segment.
   */
  boolean complete;

  /** The numbers of its events, if they are this client's own. */
  final SequenceSet sequences = new SequenceSet();

  /** The settled numbers of the owner's events, if the segment was left behind. */
  Optional<SequenceSet> inheritedSettled = Optional.empty();

  Segment(Path file, String owner, long number) {
    this.file = file;
    this.owner = owner;
    this.number = number;
  }

  /** Moves segments that can be deleted to a list. */
  static void takeDelivered(Iterator<Segment> segments, List<Segment> taken) {
    while (segments.hasNext()) {
      Segment segment = segments.next();
      if (segment.complete && segment.unsettled == 0) {
        taken.add(segment);
        segments.remove();
      }
    }
  }

  static String fileName(String owner, long number) {
    return owner + "-" + String.format("%08d", number) + SUFFIX;
  }
}
