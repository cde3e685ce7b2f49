package dev.headwater.stream.store;

import dev.headwater.engine.Change;
import dev.headwater.model.Asset;
import dev.headwater.model.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The list of the versions of one dataset name, by the time at which they were made. Up to {@link
 * #INLINE} of them stand in one row. If there are more, each version gets two rows, one in a list
 * that begins with the latest and one in a list that begins with the earliest, so that the
 * neighbours of a version are found with a short scan. A list that has grown never returns to one
 * row.
 */
final class VersionRows {
  /** The maximum number of versions in one row. */
  static final int INLINE = 32;

  private VersionRows() {}

  private record Entry(Stamp stamp, Asset asset) {
    /** The order within a list: by time, and by URN at the same time. */
    int compareTo(Entry other) {
      int byStamp = stamp.compareTo(other.stamp);
      return byStamp != 0 ? byStamp : Arrays.compareUnsigned(urn(asset), urn(other.asset));
    }
  }

  /** The versions of one name as its row has them. */
  private record Row(boolean spilled, List<Entry> entries) {}

  private static byte[] urn(Asset asset) {
    return asset.urn().getBytes(StandardCharsets.UTF_8);
  }

  private static Row read(RowView rows, Asset asset) {
    byte[] bytes = rows.versions(asset);
    if (bytes == null) {
      return new Row(false, List.of());
    }
    RowParser row = new RowParser(bytes);
    return row.flag()
        ? new Row(true, List.of())
        : new Row(false, row.list(() -> new Entry(row.stamp(), row.asset())));
  }

  /** Moves a version; {@code put} writes a row, or deletes it if the row is null. */
  static void apply(RowView rows, Change.PutVersion move, BiConsumer<Bytes, byte[]> put) {
    Row row = read(rows, move.asset());
    if (row.spilled()) {
      move.before().ifPresent(stamp -> list(new Entry(stamp, move.asset()), null, put));
      move.now().ifPresent(stamp -> list(new Entry(stamp, move.asset()), new byte[0], put));
      return;
    }
    List<Entry> entries = new ArrayList<>(row.entries());
    entries.removeIf(entry -> entry.asset().equals(move.asset()));
    move.now().ifPresent(stamp -> entries.add(new Entry(stamp, move.asset())));
    entries.sort(Entry::compareTo);
    RowWriter changed = new RowWriter();
    if (entries.size() > INLINE) {
      changed.flag(true);
      entries.forEach(entry -> list(entry, new byte[0], put));
    } else {
      changed.flag(false).list(entries, entry -> changed.stamp(entry.stamp()).asset(entry.asset()));
    }
    put.accept(Keys.versions(move.asset()), entries.isEmpty() ? null : changed.toBytes());
  }

  private static void list(Entry entry, byte[] row, BiConsumer<Bytes, byte[]> put) {
    put.accept(Keys.versionLatestFirst(entry.asset(), entry.stamp()), row);
    put.accept(Keys.versionEarliestFirst(entry.asset(), entry.stamp()), row);
  }

  /** See {@link dev.headwater.engine.View#versionBefore}. */
  static Optional<Asset> before(RowView rows, Asset asset, Stamp stamp) {
    Row row = read(rows, asset);
    if (row.spilled()) {
      Bytes[] bounds = Keys.versionsBefore(asset, stamp);
      List<Asset> found = new ArrayList<>();
      rows.scan(
          bounds[0],
          bounds[1],
          (key, nothing) -> {
            Asset version = Asset.parse(Keys.versionUrn(key));
            return version.equals(asset) || !found.add(version);
          });
      return found.stream().findFirst();
    }
    Entry best = null;
    for (Entry entry : row.entries()) {
      boolean before = entry.stamp().compareTo(stamp) < 0 && !entry.asset().equals(asset);
      if (before && (best == null || entry.stamp().compareTo(best.stamp()) > 0)) {
        best = entry;
      }
    }
    return Optional.ofNullable(best).map(Entry::asset);
  }

  /** See {@link dev.headwater.engine.View#versionsAfter}. */
  static List<Asset> after(RowView rows, Asset asset, Stamp stamp) {
    Row row = read(rows, asset);
    List<Asset> found = new ArrayList<>();
    if (row.spilled()) {
      Bytes[] bounds = Keys.versionsAfter(asset, stamp);
      Bytes[] first = {null};
      rows.scan(
          bounds[0],
          bounds[1],
          (key, nothing) -> {
            Asset version = Asset.parse(Keys.versionUrn(key));
            if (version.equals(asset)) {
              return true;
            }
            Bytes at = Keys.versionStamp(key);
            first[0] = first[0] == null ? at : first[0];
            return at.equals(first[0]) && found.add(version);
          });
      return found;
    }
    Stamp first = null;
    for (Entry entry : row.entries()) {
      if (entry.stamp().compareTo(stamp) > 0 && !entry.asset().equals(asset)) {
        first = first == null ? entry.stamp() : first;
        if (entry.stamp().equals(first)) {
          found.add(entry.asset());
        }
      }
    }
    return found;
  }
}
