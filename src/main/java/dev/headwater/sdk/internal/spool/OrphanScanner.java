package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.SequenceSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what clients that are gone left in the folder and in rings, and takes it over. */
final class OrphanScanner {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanScanner.class);
  private static final String UNFINISHED = ".rescue";

  private final SpoolFolder folder;
  private final Destination destination;
  private final SharedMemory memory;
  private final Disk disk;
  private boolean incomplete;

  /** Owners that are gone and whose events go somewhere else. */
  private final Set<String> strangers = new HashSet<>();

  OrphanScanner(SpoolFolder folder, Destination destination, SharedMemory memory, Disk disk) {
    this.folder = folder;
    this.destination = destination;
    this.memory = memory;
    this.disk = disk;
  }

  /**
   * Takes over everything that no living client holds. Removes the files of clients that left
   * nothing.
   */
  List<OrphanedSpool> takeOver() {
    List<OrphanedSpool> found = new ArrayList<>();
    incomplete = false;
    try {
      for (String name : folder.segments().keySet()) {
        takeOver(name).ifPresent(found::add);
      }
    } catch (IOException broken) {
      LOG.warn("the spool {} cannot be looked through: {}", folder.path(), broken.toString());
    }
    return found;
  }

  /** Returns whether the last look was interrupted, because this client closes. */
  boolean isIncomplete() {
    return incomplete;
  }

  private Optional<OrphanedSpool> takeOver(String name) throws IOException {
    if (strangers.contains(name)) {
      return Optional.empty();
    }
    Optional<SpoolLock> held = SpoolLock.tryHold(folder.path(), name);
    if (held.isEmpty()) {
      return Optional.empty();
    }
    SpoolLock owner = held.get();
    try {
      // Only under the lock: an owner that starts holds it before it notes its destination.
      Optional<String> other = destination.other(folder.path(), name);
      if (other.isPresent()) {
        leave(owner, other.get());
        return Optional.empty();
      }
      // List the segments again: only under the lock is the list certain to be complete and stable.
      OrphanedSpool left = examine(owner, folder.segments().getOrDefault(name, List.of()));
      if (left.left.isEmpty() && left.lost == 0 && left.closing.isEmpty()) {
        left.releaseForGood();
        return Optional.empty();
      }
      return Optional.of(left);
    } catch (ClosedByInterruptException closing) {
      incomplete = true;
      LOG.debug("this client is closed before it has read what {} left", name);
      owner.release();
      return Optional.empty();
    } catch (IOException | RuntimeException broken) {
      LOG.warn("what {} left in the spool {} cannot be read", name, folder.path(), broken);
      owner.release();
      return Optional.empty();
    }
  }

  /** Leaves the events of an owner to a client for their destination. */
  private void leave(SpoolLock owner, String other) throws IOException {
    String name = owner.name();
    strangers.add(name);
    boolean leftEvents =
        !folder.segments().getOrDefault(name, List.of()).isEmpty()
            || memory.find(name).filter(ring -> ring.tail() < ring.head()).isPresent();
    if (leftEvents) {
      LOG.warn(
          "lineage events that the producer {} left in the spool {} are for {}; they wait for a"
              + " client for these brokers and this topic, because this one sends to {}",
          name,
          folder.path(),
          other,
          destination);
    }
    owner.release();
  }

  private OrphanedSpool examine(SpoolLock owner, List<Segment> segments) throws IOException {
    Known known = new Known();
    for (Segment segment : segments) {
      segment.bytes = SpoolFolder.size(segment.file);
      SegmentReader.read(segment.file, 0, segment.bytes, Long.MAX_VALUE, known);
    }
    Optional<Ring> ring = memory.find(owner.name());
    long lastNumber = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number;
    long lastWritten = lastNumber;
    List<Segment> all = new ArrayList<>(segments);
    if (ring.isPresent()) {
      List<Ring.Entry> onlyThere = known.add(ring.get());
      if (!onlyThere.isEmpty()) {
        lastNumber++;
        all.add(rescue(owner.name(), lastNumber, ring.get(), onlyThere));
      }
    }
    SequenceSet settled = known.settled;
    long corrupt = 0;
    long waiting = 0;
    for (Segment segment : all) {
      boolean last = segment.number >= lastWritten;
      Count count = new Count(segment, settled, last);
      segment.read(0, segment.bytes, Long.MAX_VALUE, count);
      segment.counted = count.unsettled;
      segment.unsettled = count.unsettled;
      segment.complete = true;
      segment.inheritedSettled = Optional.of(settled);
      corrupt += count.corrupt;
      waiting += count.unsettled;
    }
    // A ring has the last number, so its corrupt records are already counted among the missing
    // events.
    long lost = ring.isPresent() ? known.missing() : Math.max(corrupt, known.missing());
    tell(owner, known, waiting, lost, ring.isPresent());
    OrphanedSpool.End end =
        new OrphanedSpool.End(known.closing(owner.name()), known.isLastWaiting());
    // These events are counted here from now on. If this client left them, they would count twice.
    settled.addMissing(known.there, known.accepted);
    OrphanedSpool.Standing standing =
        new OrphanedSpool.Standing(settled, known.accepted, known.dropped, lost);
    Optional<Ring> kept = ring;
    if (all.stream().anyMatch(segment -> segment.inRing.isPresent())) {
      kept.ifPresent(one -> one.note(standing.note()));
    } else {
      kept = memory.replace(owner.name(), folder.path(), known.carrier(), standing.note());
    }
    return new OrphanedSpool(
        owner, all, standing, lastNumber, end, new OrphanedSpool.Memory(memory, kept));
  }

  private void tell(SpoolLock owner, Known known, long waiting, long lost, boolean ringFound)
      throws IOException {
    if (lost > 0) {
      LOG.warn(
          "{} lineage events of the producer {} are lost: it had accepted {} when it ended, and"
              + " these are neither delivered nor in the spool {}",
          lost,
          owner.name(),
          known.accepted,
          folder.path());
    }
    switch (ringFound ? SpoolLock.Keeping.NOTHING : owner.keeping()) {
      case NOTHING -> {
        // Every event is accounted for.
      }
      case RING ->
          LOG.warn(
              "the machine or container of the producer {} went down with it: lineage events that"
                  + " it accepted just before, after number {}, may be lost; nobody knows how many",
              owner.name(),
              known.accepted);
      case PROCESS ->
          LOG.warn(
              "the producer {} was killed, and had no shared memory: lineage events that it"
                  + " accepted in the milliseconds before, after number {}, may be lost; nobody"
                  + " knows how many",
              owner.name(),
              known.accepted);
    }
    if (waiting > 0) {
      LOG.debug("{} events of the producer {} are taken over", waiting, owner.name());
    }
  }

  /**
   * Writes events that are only in a ring to a new segment, which appears atomically. If the disk
   * has no room for them, they stay in the ring and are delivered from there.
   */
  private Segment rescue(String name, long number, Ring ring, List<Ring.Entry> entries)
      throws ClosedByInterruptException {
    Path file = folder.segmentFile(name, number);
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      Files.deleteIfExists(unfinished);
      try (Disk.Appender to = disk.create(unfinished)) {
        to.append(ByteBuffer.wrap(SegmentFormat.MAGIC));
        for (Ring.Entry one : entries) {
          to.append(SegmentFormat.event(one.sequence(), one.key(), one.avro()));
        }
        to.force();
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      Segment segment = new Segment(file, name, number);
      segment.bytes = SpoolFolder.size(file);
      return segment;
    } catch (IOException full) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException broken) {
        full.addSuppressed(broken);
      }
      if (full instanceof ClosedByInterruptException closing) {
        throw closing;
      }
      LOG.warn(
          "{} events that {} left in shared memory are delivered from there: the spool {} cannot be"
              + " written: {}",
          entries.size(),
          name,
          folder.path(),
          full.toString());
      RingEvents inRing = new RingEvents(ring, entries);
      Segment segment = new Segment(file, name, number, Optional.of(inRing));
      segment.bytes = inRing.bytes();
      return segment;
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
