package dev.headwater.stream.store;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys and values of the rows of the overview:
 *
 * <ul>
 *   <li>for each namespace, under its name, and for all of them together: an {@link AssetTally};
 *   <li>the number of open alerts by rule and severity;
 *   <li>an index of open alerts, the newest first, and then by id;
 *   <li>for each hour an {@link HourTally};
 *   <li>for each rule that models inherit, and each origin: the number of models with an open alert
 *       about it; and an index of these numbers, the largest first;
 *   <li>an index of models with a live TRAIN event, the latest event first, and then by URN.
 * </ul>
 */
final class OverviewRows {
  private OverviewRows() {}

  static Bytes namespace(String namespace) {
    return text(Keys.NAMESPACE, new byte[0], namespace);
  }

  static String namespace(Bytes key) {
    return text(key, 1);
  }

  static byte[] write(AssetTally tally) {
    return new RowWriter()
        .number(tally.datasets())
        .number(tally.models())
        .number(tally.documented())
        .number(tally.partial())
        .number(tally.undocumented())
        .number(tally.inherited())
        .number(tally.unknownOrigin())
        .number(tally.unknownIfSourceRequired())
        .number(tally.alerted())
        .toBytes();
  }

  /** The tally in a row; of nothing if there is no row. */
  static AssetTally assets(byte[] bytes) {
    if (bytes == null) {
      return AssetTally.NOTHING;
    }
    RowParser row = new RowParser(bytes);
    return new AssetTally(
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number(),
        row.number());
  }

  static byte[] write(List<AlertTally> tallies) {
    RowWriter row = new RowWriter();
    row.list(
        tallies,
        tally -> row.constant(tally.rule()).constant(tally.severity()).number(tally.open()));
    return row.toBytes();
  }

  /** The tallies in the row; none if there is no row. */
  static List<AlertTally> alerts(byte[] bytes) {
    if (bytes == null) {
      return List.of();
    }
    RowParser row = new RowParser(bytes);
    return row.list(
        () ->
            new AlertTally(
                row.constant(RuleName.values()), row.constant(Severity.values()), row.number()));
  }

  /** The key of an open alert in the index by time. Its row holds the key of the alert's row. */
  static Bytes opened(Alert alert) {
    byte[] id = HexFormat.of().parseHex(alert.id());
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 8 + id.length)
            .put(Keys.OPENED)
            .putLong(~(alert.openedAt().toEpochMilli() ^ Long.MIN_VALUE))
            .put(id)
            .array());
  }

  /**
   * The key of an hour.
   *
   * @param hour at least 0
   */
  static Bytes hour(long hour) {
    return Bytes.wrap(ByteBuffer.allocate(9).put(Keys.HOUR).putLong(hour).array());
  }

  static long hour(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1);
  }

  static byte[] write(HourTally tally) {
    RowWriter row = new RowWriter();
    row.list(
        tally.taken().entrySet(), entry -> row.constant(entry.getKey()).number(entry.getValue()));
    return row.number(tally.quarantined()).toBytes();
  }

  /** The tally in the row of an hour; of nothing if there is no row. */
  static HourTally hour(long hour, byte[] bytes) {
    HourTally nothing = HourTally.nothing(hour);
    if (bytes == null) {
      return nothing;
    }
    RowParser row = new RowParser(bytes);
    SortedMap<EventType, Long> taken = row.map(() -> row.constant(EventType.values()), row::number);
    return new HourTally(nothing.start(), taken, row.number());
  }

  /** The key of the number of models of a cause. */
  static Bytes cause(RuleName rule, Asset origin) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 + Keys.ID_BYTES)
            .put(Keys.CAUSE)
            .put((byte) rule.ordinal())
            .put(Keys.id(origin))
            .array());
  }

  static byte[] write(long models) {
    return new RowWriter().number(models).toBytes();
  }

  /** The number in the row of a cause; 0 if there is no row. */
  static long models(byte[] bytes) {
    return bytes == null ? 0 : new RowParser(bytes).number();
  }

  /** The key of a cause in the index by number. Its row holds the URN of the origin. */
  static Bytes rank(CauseTally cause) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + 8 + 1 + Keys.ID_BYTES)
            .put(Keys.RANK)
            .putLong(~cause.models())
            .put((byte) cause.rule().ordinal())
            .put(Keys.id(cause.origin()))
            .array());
  }

  static byte[] write(Asset origin) {
    return new RowWriter().asset(origin).toBytes();
  }

  static CauseTally cause(Bytes rank, byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(rank.get());
    return new CauseTally(
        RuleName.values()[key.get(9)], new RowParser(bytes).asset(), ~key.getLong(1));
  }

  /** The key of a model in the index by time. Its row is empty. */
  static Bytes trained(TrainedModel trained) {
    return text(Keys.TRAINED, Keys.latestFirst(trained.latest()), trained.model().urn());
  }

  static Asset trained(Bytes key) {
    return Asset.parse(text(key, 1 + Keys.STAMP_BYTES));
  }

  private static Bytes text(byte tag, byte[] middle, String end) {
    byte[] text = end.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + middle.length + text.length)
            .put(tag)
            .put(middle)
            .put(text)
            .array());
  }

  private static String text(Bytes key, int from) {
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }
}
