package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.SequenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The state of one segment: a file, or events in the ring of a client that is gone. Guarded by the
 * lock of the backlog, except final fields.
 */
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

  /** The events, if they are in a ring. The file does not exist then. */
  final Optional<RingEvents> inRing;

  Segment(Path file, String owner, long number) {
    this(file, owner, number, Optional.empty());
  }

  Segment(Path file, String owner, long number, Optional<RingEvents> inRing) {
    this.file = file;
    this.owner = owner;
    this.number = number;
    this.inRing = inRing;
  }

  /** Reads like {@link SegmentReader#read}. */
  long read(long from, long to, long enough, SegmentReader.Visitor visitor) throws IOException {
    return inRing.isPresent()
        ? inRing.get().read(from, to, enough, visitor)
        : SegmentReader.read(file, from, to, enough, visitor);
  }

  /** Returns how many bytes it takes on the disk. */
  long diskBytes() {
    return inRing.isPresent() ? 0 : bytes;
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
