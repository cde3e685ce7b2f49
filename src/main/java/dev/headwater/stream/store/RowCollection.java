package dev.headwater.stream.store;

import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.SynthesisGroup;
import dev.headwater.engine.SynthesisProfile;
import dev.headwater.engine.Visit;
import dev.headwater.engine.Watcher;
import dev.headwater.model.Asset;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.util.UUID;
import java.util.function.Function;

/**
 * One kind of values that an asset can have many of, such as edges. Up to {@link #inline} of them
 * stand in the asset's own row. If there are more, the collection is spilled: each value gets a row
 * of its own, so that adding an edge to an asset with a million of them does not rewrite them all.
 * A spilled collection never returns to the asset's row.
 *
 * @param <K> identifies a value within its collection and asset
 * @param <V> the values
 */
final class RowCollection<K, V> {
  /** Events. After they spill, they are listed by time: see {@link Keys#listed}. */
  static final RowCollection<UUID, EventRef> EVENTS =
      new RowCollection<>(0, 'C', 16, EventRef::eventId, Keys::suffix, Rows::writeRef, Rows::ref);

  static final RowCollection<SynthesisProfile, SynthesisGroup> SYNTHESES =
      new RowCollection<>(
          1, 'P', 4, SynthesisGroup::profile, Keys::suffix, Rows::writeGroup, Rows::group);
  static final RowCollection<Asset, InEdge> IN_EDGES =
      new RowCollection<>(2, 'I', 32, InEdge::from, Keys::suffix, Rows::writeInEdge, Rows::inEdge);
  static final RowCollection<Asset, OutEdge> OUT_EDGES =
      new RowCollection<>(3, 'O', 16, OutEdge::to, Keys::suffix, Rows::writeOutEdge, Rows::outEdge);
  static final RowCollection<Origin, Exposure> EXPOSURES =
      new RowCollection<>(
          4, 'X', 8, Exposure::origin, Keys::suffix, Rows::writeExposure, Rows::exposure);

  static final RowCollection<Loop, Visit> VISITS =
      new RowCollection<>(5, 's', 4, Visit::loop, Keys::suffix, Rows::writeVisit, Rows::visit);

  static final RowCollection<Asset, Watcher> WATCHERS =
      new RowCollection<>(
          6,
          'w',
          4,
          Watcher::by,
          Keys::suffix,
          RepresentationRows::writeWatcher,
          RepresentationRows::watcher);

  static final int COUNT = 7;

  /** Writes a value; it can refer to the events of the asset's own row. */
  interface Write<V> {
    void to(RowWriter row, V value, EventTable events);
  }

  /** Reads what {@link Write} wrote. */
  interface Read<V> {
    V from(RowParser row, Asset asset, EventTable events);
  }

  final int index;
  final byte tag;
  final int inline;
  private final Function<V, K> key;
  private final Function<K, byte[]> suffix;
  private final Write<V> write;
  private final Read<V> read;

  private RowCollection(
      int index,
      char tag,
      int inline,
      Function<V, K> key,
      Function<K, byte[]> suffix,
      Write<V> write,
      Read<V> read) {
    this.index = index;
    this.tag = (byte) tag;
    this.inline = inline;
    this.key = key;
    this.suffix = suffix;
    this.write = write;
    this.read = read;
  }

  K key(V value) {
    return key.apply(value);
  }

  /** The last part of the key of a spilled row; it decides the order of listing. */
  byte[] suffix(K which) {
    return suffix.apply(which);
  }

  void write(RowWriter row, V value, EventTable events) {
    write.to(row, value, events);
  }

  V read(RowParser row, Asset asset, EventTable events) {
    return read.from(row, asset, events);
  }
}
