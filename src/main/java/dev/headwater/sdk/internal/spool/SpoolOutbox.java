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
 * An outbox that outlives the process: an event is in shared memory when {@code offer} returns,
 * where there is such, and is written to disk from there by a thread of its own. It stays in one or
 * the other until it is settled. What fits is also kept in memory to be sent from there; the rest
 * is read back when its turn comes.
 *
 * <p>Half of the memory is for what is offered and not yet written, half for what is to be sent or
 * under way. When the disk is full, the first half goes on being used until it is full too.
 *
 * <p>Threads: emitting ones call {@code offer}, which does no input or output. The sender's calls
 * {@code next}, which reads from disk. The spooling thread does all other writing and deleting.
 */
public final class SpoolOutbox implements Outbox {

  /**
   * How to spool.
   *
   * @param folder shared with any number of processes
   * @param limitBytes of all segments in the folder
   * @param syncNanos how long an event may be unsettled before it is forced to the disk; 0 forces
   *     each before it is sent
   * @param memoryBytes of events in memory
   */
  public record Options(Path folder, long limitBytes, long syncNanos, long memoryBytes) {}

  private static final Logger LOG = LoggerFactory.getLogger(SpoolOutbox.class);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUSEKEEPING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_NOTES_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int STORED_LATE_AT_ONCE = 1_000;
  private final Ledger ledger;
  private final long syncNanos;
  private final Owner owner;
  private final OwnLog log;
  private final LeftBehind leftBehind;
  private final SharedMemory memory;
  private final Ring ring;
  private final Intake intake;
  private final Backlog backlog;
  private final Thread thread;
  private volatile boolean ending;
  private volatile boolean abandoned;

  // Of the sender's thread only.
  private long lookedAtNanos;
  private boolean looked;

  // Of the spooling thread only.
  private long lastStored;
  private long toForce;
  private long toForceSinceNanos;
  private long notedAtNanos;
  private boolean broken;

  /** What an outbox stores to. */
  record Storage(Disk disk, SharedMemory memory) {}

  private SpoolOutbox(
      SpoolFolder folder, Owner owner, Ring ring, Options options, Storage storage, Ledger ledger) {
    this.ledger = ledger;
    this.syncNanos = options.syncNanos();
    this.owner = owner;
    this.memory = storage.memory();
    this.ring = ring;
    this.log = new OwnLog(folder, storage.disk(), owner.name(), options.limitBytes());
    this.leftBehind = new LeftBehind(folder, memory, storage.disk());
    this.intake = new Intake(owner.name(), ring, ledger);
    this.backlog = new Backlog(owner.name(), options.memoryBytes() / 2, ledger);
    thread = new Thread(this::run, "headwater-spool");
    thread.setDaemon(true);
  }

  /**
   * Opens the folder and starts.
   *
   * @param name of the client, like no other one's
   * @throws IOException when the folder cannot be used
   */
  public static SpoolOutbox open(String name, Options options, Ledger ledger) throws IOException {
    return open(name, options, new Storage(Disk.real(), SharedMemory.ofSystem()), ledger);
  }

  static SpoolOutbox open(String name, Options options, Storage storage, Ledger ledger)
      throws IOException {
    SpoolFolder folder = SpoolFolder.open(options.folder());
    Owner owner =
        Owner.tryHold(folder.path(), name)
            .orElseThrow(() -> new IOException(name + " is in use in " + folder.path()));
    Ring ring = storage.memory().ring(name, folder.path(), options.memoryBytes() / 2);
    owner.note(ring.isLasting() ? Owner.Keeping.RING : Owner.Keeping.PROCESS);
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
    // As long as not all could be taken over, nobody may be told that all is delivered.
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
  public void tellEnd() {
    if (ledger.isEndUnseen()) {
      ring.last()
          .map(last -> QueuedEvent.closing(owner.name(), ledger.emitted(), last.key(), last.avro()))
          .ifPresent(backlog::closeOwn);
    }
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
    // If the disk is so slow that the thread is still at work, the ring keeps what it is to write.
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

  /** Whether it would be taken now. For tests. */
  boolean hasRoomFor(byte[] key, byte[] avro) {
    return ring.fits(key, avro);
  }

  /** Ends as a process that is killed: what is not on disk is not put there. For tests. */
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

  /** Puts events on disk and in line; waits for as long as neither disk nor memory has room. */
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

  /** Those for which there was no room. */
  private List<Taken> placeOnce(List<Taken> events) {
    if (events.isEmpty()) {
      return events;
    }
    List<OwnLog.Placed> placed = store(events);
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

  private List<OwnLog.Placed> store(List<Taken> events) {
    List<OwnLog.Placed> placed = log.append(events.stream().map(one -> one.event).toList());
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

  /** The disk had no room for some, which are in line all the same; perhaps it has now. */
  private void storeLate() {
    List<Taken> late = intake.notStored(STORED_LATE_AT_ONCE);
    if (!late.isEmpty()) {
      store(late).stream().filter(OwnLog.Placed::isStored).forEach(backlog::stored);
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

  /** Forces only if something has been unsettled for long: mostly, nothing has. */
  private void forceIfDue(long now) {
    if (toForce == 0 || now - toForceSinceNanos < syncNanos) {
      return;
    }
    if (ledger.completeTo() < toForce) {
      log.force();
      toForce = 0;
    } else {
      // What was written since is younger than that.
      toForce = lastStored > toForce ? lastStored : 0;
      toForceSinceNanos = now;
    }
  }

  private void tidy() {
    // First: what is neither on disk nor noted to be settled would be taken for lost.
    Ledger.Note note = note();
    ring.note(note);
    log.append(note);
    deleteDelivered();
  }

  private void deleteDelivered() {
    Inheritances.Leavings leavings = backlog.leavings();
    leavings.notes().forEach(Inheritance::keepNote);
    leavings.segments().forEach(log::delete);
    leavings.finished().forEach(Inheritance::releaseForGood);
  }

  /** Leaves what is left as the next client is to find it. */
  private void finish() {
    if (abandoned) {
      log.close();
      backlog.inheritances().forEach(Inheritance::release);
      releaseLock(false);
      return;
    }
    tidy();
    log.seal();
    log.force();
    // The numbering is not closed: the next client does that, by what the ring tells.
    boolean ringStays = ring.isLasting() && (broken || backlog.isOwnClosing());
    boolean leavesEvents = backlog.hasOwnUnsettled();
    if (leavesEvents || ringStays) {
      log.leave(owner.name(), log.lastNumber(), lastNote());
    }
    if (!ringStays) {
      owner.note(Owner.Keeping.NOTHING);
      memory.delete(owner.name());
    } else if (!broken) {
      ring.note(lastNote());
      ring.free(ring.head());
    }
    deleteDelivered();
    for (Inheritance one : backlog.inheritances()) {
      log.leave(one.owner.name(), one.lastNumber, backlog.noteOf(one));
      one.keepNote(backlog.noteOf(one));
      one.release();
    }
    log.close();
    releaseLock(!leavesEvents && !ringStays);
  }

  /** Of all but what is on disk: the rest is handed back by this client, and not lost once more. */
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
