package dev.headwater.stream;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the sequence numbers that producers gave to the events that a task has read, from the
 * headers of the records. It keeps them back until the commit and then sends them to the owner of
 * each producer: up to {@link #RUNS} ranges of numbers in one command. An event takes one entry in
 * a list. A record without the headers costs nothing; a record with invalid headers is treated like
 * one without. Not thread-safe.
 */
final class Arrivals {
  static final String PRODUCER = "headwater-producer";
  static final String SEQUENCE = "headwater-sequence";

  /** The longest number. A producer that emits a million events a second gets there in 31 years. */
  private static final int MAX_DIGITS = 15;

  /** Ranges of numbers in one command. */
  private static final int RUNS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final Map<String, Numbers> byProducer = new HashMap<>();
  private Numbers latest;
  private int pending;

  /** The numbers of one producer. */
  private static final class Numbers {
    private final byte[] header;
    private final ProducerInstance producer;
    private final List<NumberRun> runs = new ArrayList<>();
    private long causeMillis = Long.MAX_VALUE;

    Numbers(byte[] header, ProducerInstance producer) {
      this.header = header;
      this.producer = producer;
    }
  }

  /**
   * Records the number of an event, whether the event is valid or not.
   *
   * @param job of the event; empty if the event cannot be read
   */
  void add(Record<byte[], byte[]> record, Optional<Job> job) {
    Header producer = record.headers().lastHeader(PRODUCER);
    if (producer == null) {
      return;
    }
    Header sequence = record.headers().lastHeader(SEQUENCE);
    long number = sequence == null ? -1 : number(sequence.value());
    Numbers numbers = number < 1 ? null : of(producer.value());
    if (numbers == null) {
      LOG.debug(
          "headers {} and {} of an event at {} are not what they should be, and left alone",
          PRODUCER,
          SEQUENCE,
          record.timestamp());
      return;
    }
    numbers.runs.add(new NumberRun(number, number, job));
    numbers.causeMillis = Math.min(numbers.causeMillis, record.timestamp());
    pending++;
  }

  /** How many numbers are kept back. */
  int pending() {
    return pending;
  }

  /**
   * Passes all collected numbers to {@code tell} as commands, and forgets them.
   *
   * @param nowMillis the current time, from which the delay of each command follows
   */
  void drain(long nowMillis, Consumer<CommandEnvelope> tell) {
    if (pending == 0) {
      return;
    }
    for (Numbers numbers : byProducer.values()) {
      List<NumberRun> runs = joined(numbers.runs);
      for (int from = 0; from < runs.size(); from += RUNS) {
        List<NumberRun> some = runs.subList(from, Math.min(runs.size(), from + RUNS));
        tell.accept(
            new CommandEnvelope(
                new GraphCommand.Arrived(numbers.producer, some),
                numbers.causeMillis,
                Math.max(0, nowMillis - numbers.causeMillis)));
      }
    }
    byProducer.clear();
    latest = null;
    pending = 0;
  }

  private Numbers of(byte[] header) {
    if (latest != null && Arrays.equals(latest.header, header)) {
      return latest;
    }
    String name = name(header);
    if (!ProducerInstance.isName(name)) {
      return null;
    }
    latest =
        byProducer.computeIfAbsent(name, key -> new Numbers(header, new ProducerInstance(key)));
    return latest;
  }

  /** The header as text. For bytes that are not ASCII, the result is not a valid producer name. */
  private static String name(byte[] header) {
    return header == null || header.length > ProducerInstance.MAX_CHARS
        ? ""
        : new String(header, StandardCharsets.ISO_8859_1);
  }

  /** Parses ASCII digits; -1 if they are not digits, or more than {@link #MAX_DIGITS}. */
  private static long number(byte[] digits) {
    if (digits == null || digits.length == 0 || digits.length > MAX_DIGITS) {
      return -1;
    }
    long number = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  /** Sorts the numbers and joins adjacent and equal ones into ranges. */
  private static List<NumberRun> joined(List<NumberRun> singles) {
    singles.sort(Comparator.comparingLong(NumberRun::first));
    List<NumberRun> runs = new ArrayList<>();
    NumberRun open = singles.get(0);
    for (NumberRun next : singles.subList(1, singles.size())) {
      if (next.first() <= open.last() + 1) {
        open = new NumberRun(open.first(), next.last(), open.job().or(next::job));
      } else {
        runs.add(open);
        open = next;
      }
    }
    runs.add(open);
    return runs;
  }
}
