package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.SequenceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what clients that are gone have left in the folder, and takes it over. */
final class LeftBehind {

  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

  private final SpoolFolder folder;

  LeftBehind(SpoolFolder folder) {
    this.folder = folder;
  }

  /** Takes over all that nobody holds; what has nothing left is removed. */
  List<Inheritance> takeOver() {
    List<Inheritance> found = new ArrayList<>();
    try {
      for (String name : folder.segments().keySet()) {
        takeOver(name).ifPresent(found::add);
      }
    } catch (IOException broken) {
      LOG.warn("the spool {} cannot be looked through: {}", folder.path(), broken.toString());
    }
    return found;
  }

  private Optional<Inheritance> takeOver(String name) throws IOException {
    Optional<Owner> held = Owner.tryHold(folder.path(), name);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    Owner owner = held.get();
    try {
      // Once more: only under the lock is it certain that it is all, and does not change.
      Inheritance left = examine(owner, folder.segments().getOrDefault(name, List.of()));
      if (left.left.isEmpty() && left.lost == 0) {
        left.releaseForGood();
        return Optional.empty();
      }
      return Optional.of(left);
    } catch (IOException broken) {
      owner.release();
      throw broken;
    }
  }

  private Inheritance examine(Owner owner, List<Segment> segments) throws IOException {
    Known known = new Known();
    for (Segment segment : segments) {
      segment.bytes = SpoolFolder.size(segment.file);
      SegmentReader.read(segment.file, 0, segment.bytes, Long.MAX_VALUE, known);
    }
    SharedCounts.read(owner.name())
        .ifPresent(
            counts -> {
              known.accepted = Math.max(known.accepted, counts.accepted());
              known.dropped = Math.max(known.dropped, counts.dropped());
            });
    SequenceSet settled = known.settled;
    List<Segment> left = new ArrayList<>();
    long corrupt = 0;
    for (Segment segment : segments) {
      boolean last = segment == segments.get(segments.size() - 1);
      Count count = new Count(segment, settled, last);
      SegmentReader.read(segment.file, 0, segment.bytes, Long.MAX_VALUE, count);
      segment.counted = count.unsettled;
      segment.unsettled = count.unsettled;
      segment.complete = true;
      segment.inheritedSettled = Optional.of(settled);
      corrupt += count.corrupt;
      if (segment.unsettled > 0) {
        left.add(segment);
      } else {
        Files.deleteIfExists(segment.file);
      }
    }
    long lastNumber = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number;
    long lost = Math.max(corrupt, known.missing());
    // From now on it is accounted for here, and would be counted twice if this client left it.
    settled.addMissing(known.there, known.accepted);
    return new Inheritance(owner, left, settled, known.accepted, lost, lastNumber);
  }

  /** What can be known without knowing yet what is settled. */
  private static final class Known implements SegmentReader.Visitor {
    private final SequenceSet settled = new SequenceSet();
    private final SequenceSet there = new SequenceSet();
    private long accepted;
    private long dropped;
    private long droppedOfSettled;

    @Override
    public void event(long sequence, byte[] key, byte[] avro) {
      there.add(sequence);
      accepted = Math.max(accepted, sequence);
    }

    @Override
    public void note(Ledger.Note note) {
      accepted = Math.max(accepted, note.accepted());
      dropped = Math.max(dropped, note.dropped());
      droppedOfSettled = dropped;
      note.settled().forEach(range -> settled.add(range.first(), range.last()));
    }

    @Override
    public void corrupt() {
      // Told when it is counted.
    }

    @Override
    public void unreadable(long bytes) {
      // As above.
    }

    /**
     * How many events were accepted and are neither here nor settled: but for those that were
     * dropped, and counted, after the last note.
     */
    long missing() {
      SequenceSet known = new SequenceSet();
      there.ranges(Integer.MAX_VALUE).forEach(one -> known.add(one.first(), one.last()));
      settled.ranges(Integer.MAX_VALUE).forEach(one -> known.add(one.first(), one.last()));
      long count = 0;
      for (SequenceSet.Range range : known.ranges(Integer.MAX_VALUE)) {
        count += Math.min(accepted, range.last()) - range.first() + 1;
      }
      return Math.max(0, accepted - count - (dropped - droppedOfSettled));
    }
  }

  private static final class Count implements SegmentReader.Visitor {
    private final Segment segment;
    private final SequenceSet settled;
    private final boolean last;
    private long unsettled;
    private long corrupt;

    Count(Segment segment, SequenceSet settled, boolean last) {
      this.segment = segment;
      this.settled = settled;
      this.last = last;
    }

    @Override
    public void event(long sequence, byte[] key, byte[] avro) {
      if (!settled.contains(sequence)) {
        unsettled++;
      }
    }

    @Override
    public void corrupt() {
      corrupt++;
      LOG.warn("a record in {} is corrupt, it is skipped", segment.file);
    }

    @Override
    public void unreadable(long bytes) {
      corrupt++;
      if (last) {
        LOG.info("the end of {} was cut off, {} bytes are skipped", segment.file, bytes);
      } else {
        LOG.warn("{} bytes at the end of {} are corrupt and skipped", bytes, segment.file);
      }
    }
  }
}
