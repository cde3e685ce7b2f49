package dev.headwater.bench.scale;

/**
 * Bytes of rows and messages. {@code bench.ScaleCountsTest} holds what they add up to against the
 * real topology. Names and URNs are those of the throughput benchmark, about 40 characters long.
 */
final class RowBytes {
  /** The row of an asset alone, its key included. */
  static final int NODE = 75;

  static final int INPUT = 55;
  static final int CHILD = 45;
  static final int EXPOSURE = 100;
  static final int EVENT_REF = 45;

  /** An event of 1,060 bytes at the asset that it is about. */
  static final int EVENT = 1_120;

  /** The entry of the index by job. */
  static final int JOB = 42;

  /** The list of the versions of a dataset's name. It has up to 32 of them. */
  static final int VERSIONS = 125;

  /** The entry of a model in the list of the models trained last. */
  static final int TRAINED = 50;

  /** What an input declares. */
  static final int WATCHED = 110;

  /** A row of the list of events of an asset that has many. */
  static final int LISTED = 40;

  /** An exposure in a row of its own. */
  static final int EXPOSURE_ROW = 117;

  /** A child in a row of its own. */
  static final int CHILD_ROW = 52;

  /** The row of an alert. */
  static final int ALERT_ROW = 200;

  /** The entry of an alert among the newest ones. */
  static final int OPENED = 47;

  /** A counter of the overview. */
  static final int COUNTER = 20;

  static final int SET_EDGE = 80;
  static final int PROPAGATE = 80;
  static final int DELTA = 60;
  static final int TRACE = 200;
  static final int SUMMARY = 780;
  static final int ALERT = 260;

  /** A record of commands beside the commands. */
  static final int RECORD_OVERHEAD = 67;

  /** The most that one record of commands holds; see {@code codec.wire.CommandCodec}. */
  static final int RECORD = 128 * 1024;

  private RowBytes() {}
}
