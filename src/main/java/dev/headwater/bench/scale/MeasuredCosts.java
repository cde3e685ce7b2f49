package dev.headwater.bench.scale;

/**
 * Measured costs, on two cores with the broker on the same machine. SCALE.md says where each comes
 * from. The times of a stream thread are an attribution: their sum for an event is measured, their
 * parts are not.
 *
 * @param eventMicros an event, with what it does in its own partition, before the commit
 * @param recordMicros a record of commands that is read
 * @param commandMicros a command that came from another partition
 * @param rowMicros a row that is written, with its record on the changelog
 * @param sentMicros a record that is sent to another topic
 * @param commitMicros a transaction
 * @param markerMicros each partition that the transaction wrote to, while the thread waits
 */
public record MeasuredCosts(
    double eventMicros,
    double recordMicros,
    double commandMicros,
    double rowMicros,
    double sentMicros,
    double commitMicros,
    double markerMicros) {
  /** Nothing takes time: each interval does all that waits. */
  public static final MeasuredCosts NONE = new MeasuredCosts(0, 0, 0, 0, 0, 0, 0);

  /** Cores of an instance for each core of its stream threads: garbage, search index, network. */
  static final double CORES_PER_STREAM_CORE = 2.1;

  /** Microseconds of a broker for a partition that a transaction wrote to, and its marker. */
  static final double BROKER_MARKER_MICROS = 150;

  /** Microseconds of a broker for all else that an event causes. */
  static final double BROKER_EVENT_MICROS = 60;

  /** What a thread waits at the end of a transaction for each partition, with a single broker. */
  private static final double MARKER_MICROS = 350;

  private static final double COMMIT_MICROS = 6_000;

  /** State on disk, as a part of its rows before compression. */
  static final double COMPRESSED = 0.4;

  /** Records of a changelog that an instance restores in a second. */
  static final double RESTORED_PER_SECOND = 330_000;

  /** Assets that the search index takes in, in a second, at the start. */
  static final double INDEXED_PER_SECOND = 4_400;

  /** Bytes of the search index, of an asset. */
  static final double INDEX_BYTES = 97;

  /** Events that a backup copies in a second, with its one consumer. */
  static final double BACKED_UP_PER_SECOND = 25_000;

  /** Bytes of memory of a reset for each alert of a partition that was ever opened. */
  static final double RESET_BYTES_PER_ALERT = 150;

  /** Seconds of a restart until partitions are taken, without what depends on the state. */
  static final double RESTART_SECONDS = 10;

  /** The costs with so many brokers, which write the markers of a transaction at the same time. */
  static MeasuredCosts with(int brokers) {
    return new MeasuredCosts(60, 10, 10, 8, 8, COMMIT_MICROS, MARKER_MICROS / brokers);
  }

  double receiving(int records, int commands) {
    return records * recordMicros + commands * commandMicros;
  }

  double writing(Counts wrote) {
    return wrote.rows() * rowMicros + (wrote.records() - wrote.rows()) * sentMicros;
  }

  double committing(int partitions) {
    return commitMicros + partitions * markerMicros;
  }
}
