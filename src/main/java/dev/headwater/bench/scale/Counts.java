package dev.headwater.bench.scale;

/** What was read, written and sent. Not thread-safe. */
public final class Counts {
  private long events;
  private long commands;
  private long received;
  private long graphRecords;
  private long graphBytes;
  private long rows;
  private long rowBytes;
  private long summaries;
  private long alerts;
  private long transactions;
  private long markers;

  Counts() {}

  void event() {
    events++;
  }

  /** A command was sent to a partition; {@code away} if to another one. */
  void command() {
    commands++;
  }

  void received() {
    received++;
  }

  void graph(long records, long bytes) {
    graphRecords += records;
    graphBytes += bytes;
  }

  void row(long bytes) {
    rows++;
    rowBytes += bytes;
  }

  void summary() {
    summaries++;
  }

  void alert() {
    alerts++;
  }

  void transaction(int partitions) {
    transactions++;
    markers += partitions;
  }

  /** Events applied. */
  public long events() {
    return events;
  }

  /** Commands that crossed partitions. */
  public long commands() {
    return commands;
  }

  /** Records of commands that were read. */
  public long recordsReceived() {
    return received;
  }

  /** Records on the topic of commands. */
  public long graphRecords() {
    return graphRecords;
  }

  /** Bytes on the topic of commands. */
  public long graphBytes() {
    return graphBytes;
  }

  /** Rows written, each of which is a record of the changelog. */
  public long rows() {
    return rows;
  }

  /** Bytes of these rows and their keys. */
  public long rowBytes() {
    return rowBytes;
  }

  /** Records on the topic of assets. */
  public long summaries() {
    return summaries;
  }

  /** Records on the topic of alerts. */
  public long alerts() {
    return alerts;
  }

  /** Transactions of stream threads. */
  public long transactions() {
    return transactions;
  }

  /** Partitions that these transactions wrote to; each gets a marker. */
  public long markers() {
    return markers;
  }

  /** Records produced, without the markers. */
  public long records() {
    return graphRecords + rows + summaries + alerts;
  }

  /** Bytes produced, without the markers. */
  public long bytes() {
    return graphBytes + rowBytes + summaries * RowBytes.SUMMARY + alerts * RowBytes.ALERT;
  }

  /** What was counted since an earlier moment. */
  public Counts since(Counts before) {
    Counts since = copy();
    since.events -= before.events;
    since.commands -= before.commands;
    since.received -= before.received;
    since.graphRecords -= before.graphRecords;
    since.graphBytes -= before.graphBytes;
    since.rows -= before.rows;
    since.rowBytes -= before.rowBytes;
    since.summaries -= before.summaries;
    since.alerts -= before.alerts;
    since.transactions -= before.transactions;
    since.markers -= before.markers;
    return since;
  }

  public Counts copy() {
    Counts copy = new Counts();
    copy.events = events;
    copy.commands = commands;
    copy.received = received;
    copy.graphRecords = graphRecords;
    copy.graphBytes = graphBytes;
    copy.rows = rows;
    copy.rowBytes = rowBytes;
    copy.summaries = summaries;
    copy.alerts = alerts;
    copy.transactions = transactions;
    copy.markers = markers;
    return copy;
  }
}
