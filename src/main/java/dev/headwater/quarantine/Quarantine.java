package dev.headwater.quarantine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Lists, shows, replays and discards quarantined records. Every call reads the topic anew, with a
 * consumer of its own. Thread-safe; at most {@value #AT_ONCE} calls run at once.
 */
public final class Quarantine implements AutoCloseable {
  /** How many scans run at once. Each keeps what it reads in memory, without the contents. */
  static final int AT_ONCE = 2;

  /** After so many bytes a bulk replay waits until all that it sent is confirmed. */
  private static final long UNCONFIRMED_BYTES = 16L << 20;

  private static final int UNCONFIRMED_RECORDS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SEND = Duration.ofSeconds(12);
  private static final Duration BULK = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final ScanLimits limits;
  private final Outbound outbound;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /**
   * @param connect creates a consumer that reads committed records only and belongs to no group
   * @param producer waits for all replicas; {@link #close} closes it
   * @param topic the quarantine topic
   */
  public Quarantine(
      Supplier<Consumer<byte[], byte[]>> connect,
      Producer<byte[], byte[]> producer,
      String topic,
      Origins origins,
      ScanLimits limits,
      Clock clock) {
    this(connect, producer, topic, origins, limits, clock, System::nanoTime);
  }

  Quarantine(
      Supplier<Consumer<byte[], byte[]>> connect,
      Producer<byte[], byte[]> producer,
      String topic,
      Origins origins,
      ScanLimits limits,
      Clock clock,
      LongSupplier nanos) {
    this.connect = connect;
    this.producer = producer;
    this.topic = topic;
    this.limits = limits;
    this.outbound = new Outbound(producer, topic, origins, SEND);
    this.clock = clock;
    this.nanos = nanos;
  }

  /** What the scan of one call found. */
  private record View(Reading reading, Ledger ledger, boolean whole) {}

  /**
   * Lists records, oldest first.
   *
   * @param from "" for the beginning, or {@link QuarantinePage#next} of the page before
   * @param limit the most items
   * @throws IllegalArgumentException if {@code from} is no place
   * @throws QuarantineException.Away if Kafka does not answer
   */
  public QuarantinePage list(Filter filter, String from, int limit) {
    Place place = Place.parse(from).orElseThrow(() -> new IllegalArgumentException(from));
    return scanning(scan -> page(view(scan, place), filter, place, limit));
  }

  private static QuarantinePage page(View view, Filter filter, Place place, int limit) {
    return Paging.page(view.ledger().items(), filter, place, limit, view.reading(), view.whole());
  }

  /**
   * Reads the topic from its beginning, so that copies and chains are seen whole. If that is more
   * than one scan may read, it begins at the place.
   */
  private View view(Scan scan, Place place) {
    Scan.Extent extent = scan.extent();
    boolean whole = !place.fromHere() && extent.records() <= limits.records();
    Reading reading = scan.read(extent, whole ? extent.begins() : place.in(extent));
    boolean fromStart = whole || extent.begins().equals(place.in(extent));
    return new View(reading, Ledger.of(reading), fromStart);
  }

  /**
   * Shows a record with its content. Empty if there is none with that id.
   *
   * @throws QuarantineException.Away if Kafka does not answer
   */
  public Optional<Detail> show(RecordId id) {
    return scanning(scan -> detail(scan, id));
  }

  private Optional<Detail> detail(Scan scan, RecordId id) {
    Scan.Extent extent = scan.extent();
    if (!extent.contains(id)) {
      return Optional.empty();
    }
    Optional<Item> item = inAll(scan, extent, id);
    if (item.isEmpty()) {
      // Too much for one scan. The marks of a record are behind it in its own partition.
      item = Ledger.of(scan.read(extent, Map.of(id.partition(), id.offset()))).item(id);
    }
    return item.flatMap(found -> scan.record(id).map(row -> new Detail(found, row)));
  }

  /** The record among all others; empty if it is not there, or a scan cannot read all others. */
  private Optional<Item> inAll(Scan scan, Scan.Extent extent, RecordId id) {
    if (extent.records() > limits.records()) {
      return Optional.empty();
    }
    Reading all = scan.read(extent, extent.begins());
    return all.finished() && all.isKept(id) ? Ledger.of(all).item(id) : Optional.empty();
  }

  /**
   * Sends a record again, unless that has been done. A discarded record may be sent again too: that
   * takes the discard back. Empty if there is none with that id.
   *
   * @param by who asks for it
   * @throws QuarantineException.Refused if the record cannot be sent
   * @throws QuarantineException.Away if Kafka does not answer, or too much was to be read
   */
  public Optional<Item> replay(RecordId id, String by) {
    return scanning(
        scan -> {
          Optional<Detail> found = detail(scan, id);
          if (found.isEmpty() || known(found.get()).status() == Status.REPLAYED) {
            return found.map(Detail::item);
          }
          Item item = found.get().item();
          Future<RecordMetadata> sent = outbound.replay(item.entry(), found.get().row());
          String problem = outbound.outcome(sent);
          if (!problem.isEmpty()) {
            throw new QuarantineException.Away(
                "Record "
                    + id
                    + " may not have been sent: "
                    + problem
                    + ". Replay it again: a record that did arrive changes nothing the second"
                    + " time.",
                null);
          }
          return Optional.of(marked(item, Mark.What.REPLAYED, by, ""));
        });
  }

  /**
   * Gives a record up. The first discard stands. Empty if there is none with that id.
   *
   * @param by who asks for it
   * @param reason why; not blank
   * @throws QuarantineException.Refused if it was sent again already
   * @throws QuarantineException.Away if Kafka does not answer, or too much was to be read
   */
  public Optional<Item> discard(RecordId id, String by, String reason) {
    return scanning(
        scan -> {
          Optional<Detail> found = detail(scan, id);
          if (found.isEmpty() || known(found.get()).status() == Status.DISCARDED) {
            return found.map(Detail::item);
          }
          Item item = found.get().item();
          if (item.status() == Status.REPLAYED) {
            throw new QuarantineException.Refused(
                "Record "
                    + id
                    + " was sent again"
                    + item.returnedAs()
                        .map(later -> " and came back as " + later + "; discard that one.")
                        .orElse("; there is nothing to discard."));
          }
          return Optional.of(marked(item, Mark.What.DISCARDED, by, reason));
        });
  }

  /** The item, if all that was done with it is known. */
  private Item known(Detail detail) {
    if (detail.item().status() == Status.UNKNOWN) {
      throw new QuarantineException.Away(
          "What was done with record "
              + detail.item().id()
              + " could not be read within the limits of a scan; try again, or raise"
              + " quarantine.scan.records, .bytes or .millis.",
          null);
    }
    return detail.item();
  }

  private Item marked(Item item, Mark.What what, String by, String reason) {
    Mark mark = new Mark(item.id(), what, now(), by, reason);
    String problem = outbound.outcome(outbound.mark(mark));
    if (!problem.isEmpty()) {
      throw new QuarantineException.Away(
          (what == Mark.What.REPLAYED
                  ? "Record " + item.id() + " was sent again, but the mark of it was not: "
                  : "Record " + item.id() + " was not discarded: ")
              + problem
              + ". Do it again: that is harmless.",
          null);
    }
    return new Item(
        item.entry(),
        what == Mark.What.REPLAYED ? Status.REPLAYED : Status.DISCARDED,
        Optional.of(mark),
        item.returnedAs(),
        item.copies());
  }

  /**
   * Sends open records again, oldest first. It looks at the topic once, so that what comes back is
   * not sent a second time.
   *
   * @param topicName the topic that refused them; "" for any
   * @param reason a part of the reason; "" for any
   * @param limit the most records
   * @param by who asks for it
   * @throws QuarantineException.Away if Kafka does not answer
   */
  public Replayed replayAll(String topicName, String reason, int limit, String by) {
    Filter open = new Filter(topicName, reason, Set.of(Status.OPEN));
    return scanning(
        scan -> {
          QuarantinePage page = page(view(scan, Place.START), open, Place.START, limit);
          return new Bulk(scan, by).run(page);
        });
  }

  /** Sends the records of one page, a few at a time. */
  private final class Bulk {
    private final Scan scan;
    private final String by;
    private final List<Replayed.Sent> done = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private long pendingBytes;

    private record Pending(Item item, Future<RecordMetadata> future) {}

    Bulk(Scan scan, String by) {
      this.scan = scan;
      this.by = by;
    }

    Replayed run(QuarantinePage page) {
      long deadline = nanos.getAsLong() + BULK.toNanos();
      int taken = 0;
      for (Item item : page.items()) {
        if (nanos.getAsLong() > deadline) {
          break;
        }
        taken++;
        send(item);
        if (pending.size() >= UNCONFIRMED_RECORDS || pendingBytes >= UNCONFIRMED_BYTES) {
          settle();
        }
      }
      settle();
      boolean more = taken < page.items().size() || !page.next().isEmpty();
      return new Replayed(done, more, page.complete());
    }

    private void send(Item item) {
      try {
        Optional<ConsumerRecord<byte[], byte[]>> row = scan.record(item.id());
        if (row.isEmpty()) {
          done.add(new Replayed.Sent(item.id(), "", "it has been deleted meanwhile"));
          return;
        }
        pending.add(new Pending(item, outbound.replay(item.entry(), row.get())));
        pendingBytes += item.entry().valueBytes();
      } catch (QuarantineException problem) {
        done.add(new Replayed.Sent(item.id(), "", problem.getMessage()));
      }
    }

    private void settle() {
      List<Pending> marks = new ArrayList<>();
      for (Pending one : pending) {
        String problem = outbound.outcome(one.future());
        if (problem.isEmpty()) {
          Mark mark = new Mark(one.item().id(), Mark.What.REPLAYED, now(), by, "");
          marks.add(new Pending(one.item(), outbound.mark(mark)));
        } else {
          done.add(new Replayed.Sent(one.item().id(), "", problem));
        }
      }
      for (Pending one : marks) {
        String problem = outbound.outcome(one.future());
        done.add(
            new Replayed.Sent(
                one.item().id(),
                outbound.destination(one.item().entry()),
                problem.isEmpty() ? "" : "it was sent, but the mark of it was not: " + problem));
      }
      pending.clear();
      pendingBytes = 0;
    }
  }

  private <T> T scanning(Function<Scan, T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new QuarantineException.Away(
            "The quarantine is being read by others; try again in a moment.", null);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new QuarantineException.Away("This instance is stopping.", stopping);
    }
    try (Consumer<byte[], byte[]> consumer = connect.get()) {
      return work.apply(new Scan(consumer, topic, limits, nanos));
    } catch (KafkaException away) {
      throw new QuarantineException.Away("Kafka does not answer.", away);
    } finally {
      turns.release();
    }
  }

  /** Waits up to 5 s for records that are being sent. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }

  /** As precise as the timestamps of records. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
