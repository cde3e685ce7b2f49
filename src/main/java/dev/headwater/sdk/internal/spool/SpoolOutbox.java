package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import dev.headwater.sdk.internal.spool.Intake.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox whose events survive the process. An event is in shared memory, if there is any, when
 * {@code offer} returns, and the outbox's own thread writes it to disk from there. The event stays
 * in at least one of the two until it is settled. Events that fit into memory are also kept there
 * and sent from there; the others are read back from disk when their turn comes.
 *
 * <p>Half of the memory is for events that are offered and not yet written, the other half for
 * events that wait to be sent or are being sent. When the disk is full, the first half is used
 * until it is full too.
 *
 * <p>Threads: emitting threads call {@code offer}, which does no I/O. The sender's thread calls
 * {@code next}, which reads from disk and takes over, about every 30 s, what clients that are gone
 * left. The spooling thread does all other writing and deleting.
 */
public final class SpoolOutbox implements Outbox {

  /**
   * The settings of the spool.
   *
   * @param folder the folder; any number of processes may share it
   * @param destination where events go. What was left there for another one stays there
   * @param limitBytes the limit for all segments in the folder together
   * @param syncNanos how long an event may be unsettled before it is forced to the disk; 0 forces
   *     each event before it is sent
   * @param memoryBytes the limit for events in memory
   */
  public record Options(
      Path folder, Destination destination, long limitBytes, long syncNanos, long memoryBytes) {}

  private static final Logger LOG = LoggerFactory.getLogger(SpoolOutbox.class);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUSEKEEPING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_NOTES_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int STORED_LATE_AT_ONCE = 1_000;
  private final Ledger ledger;
  private final long syncNanos;
  private final SpoolLock owner;
  private final SegmentWriter log;
  private final OrphanScanner leftBehind;
  private final SharedMemory memory;
  private final Ring ring;
  private final Intake intake;
  private final Backlog backlog;
  private final Thread thread;
  private volatile boolean ending;
  private volatile boolean abandoned;

  // Used by the sender's thread only.
  private long lookedAtNanos;
  private boolean looked;

  // Used by the spooling thread only.
  private long lastStored;
  private long toForce;
  private long toForceSinceNanos;
  private long notedAtNanos;
  private boolean broken;

  /** Where an outbox stores events. */
  record Storage(Disk disk, SharedMemory memory) {}

  private SpoolOutbox(
      SpoolFolder folder,
      SpoolLock owner,
      Ring ring,
      Options options,
      Storage storage,
      Ledger ledger) {
    this.ledger = ledger;
    this.syncNanos = options.syncNanos();
    this.owner = owner;
    this.memory = storage.memory();
    this.ring = ring;
    this.log = new SegmentWriter(folder, storage.disk(), owner.name(), options.limitBytes());
    this.leftBehind = new OrphanScanner(folder, options.destination(), memory, storage.disk());
    this.intake = new Intake(owner.name(), ring, ledger);
    this.backlog = new Backlog(owner.name(), options.memoryBytes() / 2, ledger);
    thread = new Thread(this::run, "headwater-spool");
    thread.setDaemon(true);
  }

  /**
   * Opens the folder and starts the spooling thread.
   *
   * @param name the name of the client, which no other client may have
   * @throws IOException when the folder cannot be used
   */
  public static SpoolOutbox open(String name, Options options, Ledger ledger) throws IOException {
    return open(name, options, new Storage(Disk.real(), SharedMemory.ofSystem()), ledger);
  }

  static SpoolOutbox open(String name, Options options, Storage storage, Ledger ledger)
      throws IOException {
    SpoolFolder folder = SpoolFolder.open(options.folder());
    SpoolLock owner =
        SpoolLock.tryHold(folder.path(), name)
            .orElseThrow(() -> new IOException(name + " is in use in " + folder.path()));
    try {
      options.destination().note(folder.path(), name);
    } catch (IOException unusable) {
      owner.release();
      throw unusable;
    }
    Ring ring = storage.memory().ring(name, folder.path(), options.memoryBytes() / 2);
    owner.note(ring.isLasting() ? SpoolLock.Keeping.RING : SpoolLock.Keeping.PROCESS);
    ledger.recovering();
    SpoolOutbox outbox = new SpoolOutbox(folder, owner, ring, options, storage, ledger);
    outbox.thread.start();
    return outbox;
  }

  @Override
  public Offer offer(byte[] key, byte[] avro) {
    return intake.offer(key, avro);
  }

  @Override
  public Optional<QueuedEvent> next(Duration timeout) throws InterruptedException {
    long betweenNanos = looked ? BETWEEN_LOOKS_NANOS : LOOK_AGAIN_NANOS;
    if (lookedAtNanos == 0 || System.nanoTime() - lookedAtNanos > betweenNanos) {
      lookAround();
    }
    return backlog.next(timeout);
  }

  private void lookAround() {
    leftBehind.takeOver().forEach(backlog::inherit);
    memory.touch(owner.name());
    memory.sweep();
    lookedAtNanos = System.nanoTime();
    // Until everything is taken over, the ledger must not report that all events are delivered.
    if (!looked && !leftBehind.isIncomplete()) {
      looked = true;
      ledger.recovered();
    }
  }

  @Override
  public void retry(QueuedEvent event) {
    backlog.retry(event);
  }

  @Override
  public void settle(QueuedEvent event) {
    backlog.settle(event);
  }

  @Override
  public long diskBytes() {
    return backlog.diskBytes();
  }

  @Override
  public List<Found> takeFound() {
    return backlog.takeFound();
  }

  @Override
  public void close() {
    intake.close();
  }

  @Override
  public void tellEnd(QueuedEvent closing) {
    backlog.closeOwn(closing);
  }

  @Override
  public Remainder end(Duration patience) {
    close();
    ending = true;
    intake.wake();
    backlog.wake();
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    List<QueuedEvent> lost = new ArrayList<>();
    // If a slow disk still keeps the thread busy, the ring holds the events that it has to write.
    if (!thread.isAlive() || !ring.isLasting()) {
      lost.addAll(backlog.inMemoryOnly());
      for (List<Taken> some = intake.take(0); !some.isEmpty(); some = intake.take(0)) {
        some.forEach(one -> lost.add(one.event));
      }
    }
    Ledger.Counts counts = ledger.counts();
    long pending = counts.accepted() - counts.delivered() - counts.failed() - counts.dropped();
    return new Remainder(pending - lost.size(), lost);
  }

  /** Returns whether an offer would be accepted now. For tests. */
  boolean hasRoomFor(byte[] key, byte[] avro) {
    return ring.fits(key, avro);
  }

  /** Ends like a killed process: writes nothing more to disk. For tests. */
  void abandon() {
    abandoned = true;
    end(Duration.ofMinutes(1));
  }

  private void run() {
    try {
      while (!ending) {
        place(intake.take(isBusy() ? HOUSEKEEPING_NANOS : IDLE_NANOS));
        keepHouse();
      }
      for (List<Taken> rest = intake.take(0);
          !rest.isEmpty() && !abandoned;
          rest = intake.take(0)) {
        place(rest);
      }
    } catch (RuntimeException | Error unexpected) {
      broken = true;
      LOG.error("the spool ends here; the next client delivers what it keeps", unexpected);
      close();
    } finally {
      finish();
    }
  }

  private boolean isBusy() {
    return toForce > 0 || backlog.isToBeTidied() || !intake.notStored(1).isEmpty();
  }

  /**
   * Writes events to disk and queues them for sending. Waits as long as neither disk nor memory has
   * room.
   */
  private void place(List<Taken> events) {
    intake.keep(events);
    List<Taken> homeless = placeOnce(events);
    while (!homeless.isEmpty() && !abandoned) {
      backlog.awaitRoom(HOUSEKEEPING_NANOS);
      keepHouse();
      homeless = placeOnce(homeless);
    }
    free();
  }

  /** Returns the events for which there was no room. */
  private List<Taken> placeOnce(List<Taken> events) {
    if (events.isEmpty()) {
      return events;
    }
    List<SegmentWriter.Placed> placed = store(events);
    List<Taken> homeless = new ArrayList<>();
    for (int i = 0; i < placed.size(); i++) {
      Taken one = events.get(i);
      if (backlog.place(placed.get(i), ending)) {
        one.inMemory = !one.stored;
      } else {
        homeless.add(one);
      }
    }
    return homeless;
  }

  private List<SegmentWriter.Placed> store(List<Taken> events) {
    List<SegmentWriter.Placed> placed = log.append(events.stream().map(one -> one.event).toList());
    for (int i = 0; i < placed.size(); i++) {
      if (placed.get(i).isStored()) {
        events.get(i).stored = true;
        lastStored = Math.max(lastStored, placed.get(i).event().sequence());
      }
    }
    if (syncNanos == 0) {
      log.force();
    } else if (toForce == 0 && lastStored > 0) {
      toForce = lastStored;
      toForceSinceNanos = System.nanoTime();
    }
    return placed;
  }

  /** Writes queued events to disk for which the disk had no room before. */
  private void storeLate() {
    List<Taken> late = intake.notStored(STORED_LATE_AT_ONCE);
    if (!late.isEmpty()) {
      store(late).stream().filter(SegmentWriter.Placed::isStored).forEach(backlog::stored);
    }
  }

  private void free() {
    intake.free(event -> !backlog.holds(event), this::note);
  }

  private Ledger.Note note() {
    return ledger.note(Ring.NOTED_RANGES);
  }

  private void keepHouse() {
    long now = System.nanoTime();
    storeLate();
    free();
    forceIfDue(now);
    if (now - notedAtNanos > BETWEEN_NOTES_NANOS && backlog.takeTidying()) {
      notedAtNanos = now;
      tidy();
    }
  }

  /** Forces only if an event has been unsettled for the configured time. Normally none has. */
  private void forceIfDue(long now) {
    if (toForce == 0 || now - toForceSinceNanos < syncNanos) {
      return;
    }
    if (ledger.completeTo() < toForce) {
      log.force();
      toForce = 0;
    } else {
      // Events written since then have been unsettled for a shorter time.
      toForce = lastStored > toForce ? lastStored : 0;
      toForceSinceNanos = now;
    }
  }

  private void tidy() {
    // The note comes first: an event that is neither on disk nor noted as settled would count as
    // lost.
    Ledger.Note note = note();
    ring.note(note);
    log.append(note);
    deleteDelivered();
  }

  private void deleteDelivered() {
    OrphanedSpools.Reclaimable leavings = backlog.leavings();
    leavings.notes().forEach(OrphanedSpool::keepNote);
    leavings.segments().forEach(log::delete);
    leavings.finished().forEach(OrphanedSpool::releaseForGood);
  }

  /** Leaves the files, the ring and the lock in the state that the next client expects. */
  private void finish() {
    if (abandoned) {
      log.close();
      backlog.inheritances().forEach(OrphanedSpool::release);
      releaseLock(false);
      return;
    }
    tidy();
    log.seal();
    log.force();
    // The numbering is not closed. The next client closes it with the data in the ring.
    Optional<QueuedEvent> closing = backlog.ownClosing();
    boolean ringStays = ring.isLasting() && (broken || closing.isPresent());
    boolean leavesEvents = backlog.hasOwnUnsettled();
    if (leavesEvents || ringStays) {
      log.leave(owner.name(), log.lastNumber(), lastNote());
    }
    if (!ringStays) {
      owner.note(SpoolLock.Keeping.NOTHING);
      memory.delete(owner.name());
    } else if (!broken) {
      closing.ifPresent(this::keepJob);
      ring.note(lastNote());
      ring.free(ring.head());
    }
    deleteDelivered();
    for (OrphanedSpool one : backlog.inheritances()) {
      log.leave(one.owner.name(), one.lastNumber, backlog.noteOf(one));
      one.keepNote(backlog.noteOf(one));
      one.release();
    }
    log.close();
    releaseLock(!leavesEvents && !ringStays);
  }

  /**
   * Leaves an event in the ring that names the job, if no event ever had room there. The next
   * client makes the closing record from it.
   */
  private void keepJob(QueuedEvent closing) {
    if (ring.last().isEmpty()) {
      ring.append(ledger.emitted(), closing.key(), closing.avro());
    }
  }

  /**
   * Returns a note that names everything as settled except the unsettled events on disk. This
   * client returns the other unsettled events to its caller, so the next client must not count them
   * as lost again.
   */
  private Ledger.Note lastNote() {
    Ledger.Note now = ledger.note(0);
    SequenceSet settled = new SequenceSet();
    settled.addMissing(backlog.ownUnsettled(), now.accepted());
    return new Ledger.Note(now.accepted(), now.dropped(), settled.ranges(Integer.MAX_VALUE));
  }

  private void releaseLock(boolean forGood) {
    try {
      if (forGood) {
        owner.releaseForGood();
      } else {
        owner.release();
      }
    } catch (IOException failed) {
      LOG.debug("while releasing the lock of {}", owner.name(), failed);
    }
  }
}
