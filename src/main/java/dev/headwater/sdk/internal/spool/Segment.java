package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.SequenceSet;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What is known of one file. Guarded by the lock of the outbox, but for what is final. */
final class Segment {

  static final String SUFFIX = ".events";

  final Path file;
  final String owner;
  final long number;

  /** How far it is written, and to be read. */
  long bytes;

  /** Its events that are not settled. */
  long unsettled;

  /** How many that were when it was found, if it was left behind. */
  long counted;

  /** Something in it could not be read back. */
  boolean damaged;

  /** Nothing is appended to it any more. Of the spooling thread only. */
  boolean complete;

  /** The numbers of its events, as far as they are this client's own. */
  final SequenceSet sequences = new SequenceSet();

  /** If it was left behind: what is settled of all that its owner left. */
  Optional<SequenceSet> inheritedSettled = Optional.empty();

  Segment(Path file, String owner, long number) {
    this.file = file;
    this.owner = owner;
    this.number = number;
  }

  /** Moves those that can be deleted from one list to another. */
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
