package dev.headwater.stream.store;

import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Sequence;
import dev.headwater.engine.SequencePart;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Converts rows about the sequence numbers of producers to and from bytes, by the same rules as
 * {@link Rows}. A part stores numbers as differences and jobs as indexes into a list, so a range
 * takes about five bytes.
 */
final class SequenceRows {
  private static final int NO_JOB = -1;

  private SequenceRows() {}

  static byte[] write(Sequence sequence) {
    RowWriter row = new RowWriter();
    row.number(sequence.completeTo());
    row.number(sequence.last() - sequence.completeTo()).number(sequence.missing());
    row.list(sequence.alerted(), row::party).number(sequence.dueMillis());
    return row.toBytes();
  }

  static Sequence sequence(ProducerInstance producer, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    long completeTo = row.number();
    long last = completeTo + row.number();
    long count = last - row.number();
    return new Sequence(
        producer, completeTo, last, count, row.list(() -> (Job) row.party()), row.number());
  }

  static byte[] write(SequencePart part) {
    Map<Job, Integer> places = new LinkedHashMap<>();
    RowWriter ranges = new RowWriter();
    long end = 0;
    long sinceMillis = 0;
    for (SequencePart.Range range : part.ranges()) {
      range.job().ifPresent(job -> places.putIfAbsent(job, places.size()));
      ranges.number(range.first() - end).number(range.last() - range.first());
      ranges.number(range.job().map(places::get).orElse(NO_JOB));
      ranges.number(range.sinceMillis() - sinceMillis);
      end = range.last();
      sinceMillis = range.sinceMillis();
    }
    RowWriter row = new RowWriter().text(part.producer().name()).number(part.index());
    row.list(places.keySet(), row::party).number(part.ranges().size()).bytes(ranges.toBytes());
    return row.toBytes();
  }

  static SequencePart part(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    ProducerInstance producer = new ProducerInstance(row.text());
    long index = row.number();
    List<Optional<Job>> jobs = row.list(() -> Optional.of((Job) row.party()));
    int size = row.integer();
    RowParser in = new RowParser(row.bytes());
    List<SequencePart.Range> ranges = new ArrayList<>(size);
    long end = 0;
    long sinceMillis = 0;
    for (int i = 0; i < size; i++) {
      long first = end + in.number();
      end = first + in.number();
      int job = in.integer();
      sinceMillis += in.number();
      ranges.add(
          new SequencePart.Range(
              first, end, job == NO_JOB ? Optional.empty() : jobs.get(job), sinceMillis));
    }
    return new SequencePart(producer, index, ranges);
  }

  static byte[] write(MissingEvents missing) {
    return new RowWriter().number(missing.producers()).number(missing.events()).toBytes();
  }

  static MissingEvents missing(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new MissingEvents(row.number(), row.number());
  }
}
