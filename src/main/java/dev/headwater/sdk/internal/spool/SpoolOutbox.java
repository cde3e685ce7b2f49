package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox that outlives the process: events are written to disk, on a thread of its own, as soon
 * as they are offered, and stay there until they are settled. What fits is also kept in memory to
 * be sent from there; the rest is read back when its turn comes.
 *
 * <p>Half of the memory is for what is offered and not yet written, half for what is to be sent or
 * under way. When the disk is full, memory goes on being used until it is full too.
 *
 * <p>Threads: emitting ones call {@code offer}, which does no input or output. The sender's calls
 * {@code next}, which reads from disk. The spooling thread does all writing and deleting.
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
  private static final int BATCH_EVENTS = 4_096;
  private static final int BEHIND_SHARE = 4;
  private static final int BATCH_BYTES = 1024 * 1024;
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long HOUSEKEEPING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_NOTES_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int NOTED_RANGES = 4_096;

  private final Ledger ledger;
  private final long syncNanos;
  private final Owner owner;
  private final OwnLog log;
  private final LeftBehind leftBehind;
  private final long intakeLimitBytes;
  private final Thread thread;

  private final ReentrantLock intakeLock = new ReentrantLock();
  private final Condition offered = intakeLock.newCondition();
  private final ArrayDeque<QueuedEvent> intake = new ArrayDeque<>();
  private volatile long intakeBytes;
  private boolean spoolerWaits;
  private boolean closed;

  private final Backlog backlog;
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

  private SpoolOutbox(SpoolFolder folder, Owner owner, Options options, Disk disk, Ledger ledger) {
    this.ledger = ledger;
    this.syncNanos = options.syncNanos();
    this.owner = owner;
    this.log = new OwnLog(folder, disk, owner.name(), options.limitBytes());
    this.leftBehind = new LeftBehind(folder);
    this.intakeLimitBytes = options.memoryBytes() / 2;
    this.backlog = new Backlog(options.memoryBytes() / 2, ledger);
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
    return open(name, options, Disk.real(), ledger);
  }

  static SpoolOutbox open(String name, Options options, Disk disk, Ledger ledger)
      throws IOException {
    SpoolFolder folder = SpoolFolder.open(options.folder());
    Owner owner =
        Owner.tryHold(folder.path(), name)
            .orElseThrow(() -> new IOException(name + " is in use in " + folder.path()));
    ledger.recovering();
    ledger.tell(SharedCounts.create(name));
    SpoolOutbox outbox = new SpoolOutbox(folder, owner, options, disk, ledger);
    outbox.thread.start();
    return outbox;
  }

  @Override
  public boolean isBehind() {
    return intakeBytes > intakeLimitBytes / BEHIND_SHARE;
  }

  @Override
  public Offer offer(QueuedEvent event) {
    intakeLock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (intakeBytes + event.queueBytes() > intakeLimitBytes && !intake.isEmpty()) {
        return Offer.FULL;
      }
      intakeBytes = intakeBytes + event.queueBytes();
      intake.add(event);
      if (spoolerWaits) {
        spoolerWaits = false;
        offered.signal();
      }
      return Offer.TAKEN;
    } finally {
      intakeLock.unlock();
    }
  }

  @Override
  public Optional<QueuedEvent> next(Duration timeout) throws InterruptedException {
    if (!looked || System.nanoTime() - lookedAtNanos > BETWEEN_LOOKS_NANOS) {
      leftBehind.takeOver().forEach(backlog::inherit);
      lookedAtNanos = System.nanoTime();
      if (!looked) {
        looked = true;
        ledger.recovered();
      }
    }
    return backlog.next(timeout);
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
  public void close() {
    intakeLock.lock();
    try {
      closed = true;
    } finally {
      intakeLock.unlock();
    }
  }

  @Override
  public Remainder end(Duration patience) {
    close();
    ending = true;
    intakeLock.lock();
    try {
      offered.signal();
    } finally {
      intakeLock.unlock();
    }
    backlog.wake();
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    // Empty, unless the disk is so slow that the thread is still at work.
    List<QueuedEvent> rest = new ArrayList<>();
    for (List<QueuedEvent> some = take(0); !some.isEmpty(); some = take(0)) {
      rest.addAll(some);
    }
    return backlog.remainder(rest);
  }

  /** Ends as a process that is killed: what is not on disk is not put there. For tests. */
  void abandon() {
    abandoned = true;
    end(Duration.ofMinutes(1));
  }

  private void run() {
    try {
      while (!ending) {
        place(take(isBusy() ? HOUSEKEEPING_NANOS : IDLE_NANOS));
        keepHouse();
      }
      for (List<QueuedEvent> rest = take(0); !rest.isEmpty() && !abandoned; rest = take(0)) {
        place(rest);
      }
    } catch (RuntimeException | Error broken) {
      LOG.error("the spool ends here; what is on disk is delivered by the next client", broken);
      close();
    } finally {
      finish();
    }
  }

  private boolean isBusy() {
    return toForce > 0 || backlog.isToBeTidied();
  }

  private List<QueuedEvent> take(long timeoutNanos) {
    List<QueuedEvent> taken = new ArrayList<>();
    intakeLock.lock();
    try {
      if (intake.isEmpty() && timeoutNanos > 0 && !ending) {
        spoolerWaits = true;
        offered.awaitNanos(timeoutNanos);
        spoolerWaits = false;
      }
      long bytes = 0;
      while (!intake.isEmpty() && taken.size() < BATCH_EVENTS && bytes < BATCH_BYTES) {
        QueuedEvent event = intake.poll();
        bytes += event.queueBytes();
        taken.add(event);
      }
      intakeBytes = intakeBytes - bytes;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      intakeLock.unlock();
    }
    return taken;
  }

  /** Puts events on disk and in line; waits for as long as neither disk nor memory has room. */
  private void place(List<QueuedEvent> events) {
    List<QueuedEvent> homeless = placeOnce(events);
    while (!homeless.isEmpty()) {
      backlog.awaitRoom(HOUSEKEEPING_NANOS);
      keepHouse();
      homeless = placeOnce(homeless);
    }
  }

  /** Those for which there was no room. */
  private List<QueuedEvent> placeOnce(List<QueuedEvent> events) {
    if (events.isEmpty()) {
      return events;
    }
    List<OwnLog.Placed> placed = log.append(encodable(events));
    for (OwnLog.Placed one : placed) {
      if (one.isStored()) {
        lastStored = Math.max(lastStored, one.event().sequence());
      }
    }
    if (syncNanos == 0) {
      log.force();
    } else if (toForce == 0 && lastStored > 0) {
      toForce = lastStored;
      toForceSinceNanos = System.nanoTime();
    }
    List<QueuedEvent> homeless = new ArrayList<>();
    for (OwnLog.Placed one : placed) {
      if (!backlog.place(one, ending)) {
        homeless.add(one.event());
      }
    }
    return homeless;
  }

  /** Encodes; what cannot be, against all expectation, must not end the thread. */
  private List<QueuedEvent> encodable(List<QueuedEvent> events) {
    List<QueuedEvent> good = new ArrayList<>(events.size());
    for (QueuedEvent event : events) {
      try {
        event.encodedBytes();
        good.add(event);
      } catch (RuntimeException unexpected) {
        LOG.error("an event cannot be encoded, and counts as failed", unexpected);
        if (event.claim()) {
          ledger.fail(event.sequence());
        }
      }
    }
    return good;
  }

  private void keepHouse() {
    long now = System.nanoTime();
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
    log.append(ledger.note(NOTED_RANGES));
    deleteDelivered();
  }

  private void deleteDelivered() {
    Backlog.Leavings leavings = backlog.leavings();
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
    deleteDelivered();
    log.force();
    if (!backlog.isOwnEmpty()) {
      log.leave(owner.name(), log.lastNumber(), lastNote());
    }
    for (Inheritance one : backlog.inheritances()) {
      log.leave(one.owner.name(), one.lastNumber, backlog.noteOf(one));
      one.release();
    }
    log.close();
    SharedCounts.delete(owner.name());
    releaseLock(backlog.isOwnEmpty());
  }

  /** Of all but what is on disk: the rest is handed back by this client, and not lost once more. */
  private Ledger.Note lastNote() {
    long accepted = ledger.note(0).accepted();
    SequenceSet settled = new SequenceSet();
    settled.addMissing(backlog.ownUnsettled(), accepted);
    return new Ledger.Note(accepted, 0, settled.ranges(Integer.MAX_VALUE));
  }

  private void releaseLock(boolean forGood) {
    try {
      if (forGood) {
        owner.releaseForGood();
      } else {
        owner.release();
      }
    } catch (IOException broken) {
      LOG.debug("while releasing the lock of {}", owner.name(), broken);
    }
  }
}
