package dev.headwater.stream.store;

import dev.headwater.engine.Change;
import dev.headwater.engine.Diversity;
import dev.headwater.engine.Version;
import dev.headwater.model.Asset;
import dev.headwater.model.Stamp;
import dev.headwater.representation.Measure;
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
 * neighbours of a version are found with a short scan. The first of the two says how diverse the
 * version is. A list that has grown never returns to one row.
 */
final class VersionRows {
  /** The maximum number of versions in one row. */
  static final int INLINE = 32;

  private VersionRows() {}

  /**
   * The versions of one name as its row has them. Immutable.
   *
   * @param spilled whether each version has rows of its own
   * @param versions in order; none if they have rows of their own
   * @param bytes the size of the row
   */
  record Row(boolean spilled, List<Version> versions, int bytes) {
    /** The list of a name without versions, which has no row. */
    static final Row NONE = new Row(false, List.of(), 0);

    Row {
      versions = List.copyOf(versions);
    }

    static Row parse(byte[] bytes) {
      RowParser row = new RowParser(bytes);
      return row.flag()
          ? new Row(true, List.of(), bytes.length)
          : new Row(false, row.list(() -> version(row, row.asset())), bytes.length);
    }
  }

  private static Version version(RowParser row, Asset asset) {
    return new Version(
        asset,
        row.stamp(),
        row.optional(
            () ->
                row.list(
                    () ->
                        new Diversity(
                            new Measure(row.text(), row.text()),
                            Double.longBitsToDouble(row.fixed()),
                            row.real()))));
  }

  private static void write(RowWriter row, Version version) {
    row.stamp(version.stamp());
    row.optional(
        version.diversity(),
        all ->
            row.list(
                all,
                (Diversity one) ->
                    row.text(one.measure().dimension())
                        .text(one.measure().unit())
                        .fixed(Double.doubleToLongBits(one.total()))
                        .real(one.effectiveNumber())));
  }

  /** The order within a list: by time, and by URN at the same time. */
  private static int compare(Version one, Version other) {
    int byStamp = one.stamp().compareTo(other.stamp());
    return byStamp != 0 ? byStamp : Arrays.compareUnsigned(urn(one.asset()), urn(other.asset()));
  }

  private static byte[] urn(Asset asset) {
    return asset.urn().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Moves a version.
   *
   * @param row the list of its name
   * @param put writes a row, or deletes it if the row is null
   * @return the list after the move
   */
  static Row apply(Row row, Change.PutVersion move, BiConsumer<Bytes, byte[]> put) {
    if (row.spilled()) {
      move.before().ifPresent(stamp -> unlist(move.asset(), stamp, put));
      move.now().ifPresent(version -> list(version, put));
      return row;
    }
    List<Version> versions = new ArrayList<>(row.versions());
    versions.removeIf(version -> version.asset().equals(move.asset()));
    move.now().ifPresent(versions::add);
    versions.sort(VersionRows::compare);
    if (versions.isEmpty()) {
      put.accept(Keys.versions(move.asset()), null);
      return Row.NONE;
    }
    boolean spills = versions.size() > INLINE;
    RowWriter changed = new RowWriter().flag(spills);
    if (spills) {
      versions.forEach(version -> list(version, put));
    } else {
      changed.list(
          versions,
          version -> {
            changed.asset(version.asset());
            write(changed, version);
          });
    }
    byte[] bytes = changed.toBytes();
    put.accept(Keys.versions(move.asset()), bytes);
    return new Row(spills, spills ? List.of() : versions, bytes.length);
  }

  private static void list(Version version, BiConsumer<Bytes, byte[]> put) {
    RowWriter row = new RowWriter();
    write(row, version);
    put.accept(Keys.versionLatestFirst(version.asset(), version.stamp()), row.toBytes());
    put.accept(Keys.versionEarliestFirst(version.asset(), version.stamp()), new byte[0]);
  }

  private static void unlist(Asset asset, Stamp stamp, BiConsumer<Bytes, byte[]> put) {
    put.accept(Keys.versionLatestFirst(asset, stamp), null);
    put.accept(Keys.versionEarliestFirst(asset, stamp), null);
  }

  /** See {@link dev.headwater.engine.View#version}. */
  static Optional<Version> at(RowView rows, Asset asset, Stamp stamp) {
    Row row = rows.versions(asset);
    if (row.spilled()) {
      return Optional.ofNullable(rows.get(Keys.versionLatestFirst(asset, stamp)))
          .map(bytes -> version(new RowParser(bytes), asset));
    }
    return row.versions().stream()
        .filter(version -> version.asset().equals(asset) && version.stamp().equals(stamp))
        .findFirst();
  }

  /** See {@link dev.headwater.engine.View#versionBefore}. */
  static Optional<Version> before(RowView rows, Asset asset, Stamp stamp) {
    Row row = rows.versions(asset);
    if (row.spilled()) {
      Bytes[] bounds = Keys.versionsBefore(asset, stamp);
      List<Version> found = new ArrayList<>();
      rows.scan(
          bounds[0],
          bounds[1],
          (key, bytes) -> {
            Asset version = Asset.parse(Keys.versionUrn(key));
            return version.equals(asset) || !found.add(version(new RowParser(bytes), version));
          });
      return found.stream().findFirst();
    }
    Version best = null;
    for (Version version : row.versions()) {
      boolean before = version.stamp().compareTo(stamp) < 0 && !version.asset().equals(asset);
      if (before && (best == null || version.stamp().compareTo(best.stamp()) > 0)) {
        best = version;
      }
    }
    return Optional.ofNullable(best);
  }

  /** See {@link dev.headwater.engine.View#versionsAfter}. */
  static List<Asset> after(RowView rows, Asset asset, Stamp stamp) {
    Row row = rows.versions(asset);
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
    for (Version version : row.versions()) {
      if (version.stamp().compareTo(stamp) > 0 && !version.asset().equals(asset)) {
        first = first == null ? version.stamp() : first;
        if (version.stamp().equals(first)) {
          found.add(version.asset());
        }
      }
    }
    return found;
  }
}
