package dev.headwater.stream.store;

import dev.headwater.engine.Listed;
import dev.headwater.engine.Node;
import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main row of an asset: its facts and counters, and the content of each {@link RowCollection}
 * that is not spilled. A collection is parsed at its first use; one that nobody used is written
 * back unchanged. Not thread-safe.
 */
final class AssetRow {
  // The first number of a row. Release 0.1.0 wrote a flag here, one byte 0 or 1, before other
  // facts. As numbers, these bytes are 0 and -1.
  private static final int NO_NODE = 0;
  private static final int OLDER_NODE = -1;
  private static final int NODE = 1;

  private final Asset asset;
  private final byte[] id;
  private final Content<?, ?>[] contents = new Content<?, ?>[RowCollection.COUNT];
  private Node node;

  /** The facts that the store has; null if it has none. */
  private Node written;

  private AssetRow(Asset asset) {
    this.asset = asset;
    this.id = Keys.id(asset);
  }

  /** The content of one collection; {@code unread} holds its bytes until the first use. */
  private static final class Content<K, V> {
    private final RowCollection<K, V> collection;
    private Map<K, V> values = Map.of();
    private byte[] unread;
    private boolean spilled;

    Content(RowCollection<K, V> collection) {
      this.collection = collection;
    }
  }

  /** The row of an asset that no event names. */
  static AssetRow empty(Asset asset) {
    AssetRow row = new AssetRow(asset);
    row.begin(RowCollection.EVENTS);
    row.begin(RowCollection.SYNTHESES);
    row.begin(RowCollection.IN_EDGES);
    row.begin(RowCollection.OUT_EDGES);
    row.begin(RowCollection.EXPOSURES);
    row.begin(RowCollection.VISITS);
    row.begin(RowCollection.WATCHERS);
    return row;
  }

  private <K, V> void begin(RowCollection<K, V> collection) {
    contents[collection.index] = new Content<>(collection);
  }

  /** Reads what {@link #toBytes(RowWriter)} wrote. */
  static AssetRow parse(Asset asset, byte[] bytes) {
    AssetRow row = empty(asset);
    RowParser parser = new RowParser(bytes);
    row.node = node(asset, parser).orElse(null);
    row.written = row.node;
    for (Content<?, ?> content : row.contents) {
      content.spilled = parser.flag();
      if (!content.spilled) {
        content.unread = parser.bytes();
      }
    }
    return row;
  }

  /** Reads only the facts of what {@link #toBytes(RowWriter)} wrote. */
  static Optional<Node> node(Asset asset, RowParser row) {
    return switch ((int) row.number()) {
      case NO_NODE -> Optional.empty();
      case NODE -> Optional.of(Rows.node(asset, row));
      case OLDER_NODE -> throw unreadable(asset, "an earlier version wrote it");
      default -> throw unreadable(asset, "a later version wrote it");
    };
  }

  /**
   * The error for a row of another version. A row that is misread could make an asset look clean
   * that is not.
   */
  private static IllegalStateException unreadable(Asset asset, String why) {
    return new IllegalStateException(
        "the row of "
            + asset
            + " cannot be read: "
            + why
            + "; stop all instances and run the command reset, which rebuilds the state");
  }

  /** Reads only the revisions of what {@link #toBytes(RowWriter)} wrote; empty without facts. */
  static Optional<Node.Revisions> revisions(byte[] row) {
    RowParser parser = new RowParser(row);
    return parser.number() == NODE ? Optional.of(Rows.revisions(parser)) : Optional.empty();
  }

  /**
   * Whether an index of assets would keep something else of the asset than of the row in the store.
   */
  boolean isListedAnew() {
    return node != written
        && (node == null || written == null || !Listed.of(node).equals(Listed.of(written)));
  }

  /** Notes that the store has this row now. */
  void isWritten() {
    written = node;
  }

  byte[] toBytes(RowWriter row) {
    row.clear();
    if (node == null) {
      row.number(NO_NODE);
    } else {
      row.number(NODE);
      Rows.write(row, node);
    }
    for (Content<?, ?> content : contents) {
      row.flag(content.spilled);
      if (!content.spilled) {
        if (content.unread != null) {
          row.bytes(content.unread);
        } else {
          row.nested(to -> write(to, content));
        }
      }
    }
    return row.toBytes();
  }

  private <K, V> void write(RowWriter row, Content<K, V> content) {
    if (!content.values.isEmpty()) {
      EventTable events =
          content.collection == (Object) RowCollection.EVENTS ? EventTable.NONE : events();
      row.number(content.values.size());
      content.values.values().forEach(value -> content.collection.write(row, value, events));
    }
  }

  Asset asset() {
    return asset;
  }

  /** The hash that the keys of this asset's other rows carry after their tag. */
  byte[] id() {
    return id;
  }

  /**
   * The asset's facts; null if no event ever named it. An asset that only retracted events name has
   * facts.
   */
  Node node() {
    return node;
  }

  void put(Node changed) {
    node = changed;
  }

  /** Whether each value of the collection has a row of its own. */
  boolean spilled(RowCollection<?, ?> collection) {
    return contents[collection.index].spilled;
  }

  /** The value in this row under a key of the collection; null if there is none. */
  <K, V> V get(RowCollection<K, V> collection, K key) {
    return values(collection).get(key);
  }

  /** All values of the collection in this row. */
  <K, V> Collection<V> all(RowCollection<K, V> collection) {
    return values(collection).values();
  }

  <K, V> void put(RowCollection<K, V> collection, V value) {
    toChange(collection).put(collection.key(value), value);
  }

  <K, V> void remove(RowCollection<K, V> collection, K key) {
    toChange(collection).remove(key);
  }

  /**
   * Removes all values of the collection for good and returns them. From now on, each needs a row
   * of its own.
   */
  <K, V> List<V> spill(RowCollection<K, V> collection) {
    if (collection == (Object) RowCollection.EVENTS) {
      // Unparsed edges refer to the events by number, so they must be parsed before the events
      // leave.
      values(RowCollection.IN_EDGES);
    }
    List<V> spilled = new ArrayList<>(values(collection).values());
    content(collection).values = Map.of();
    content(collection).spilled = true;
    return spilled;
  }

  /** The events in this row. */
  EventTable events() {
    return new EventTable(List.copyOf(values(RowCollection.EVENTS).values()));
  }

  @SuppressWarnings(
      "unchecked") // the array holds each collection's content at the index of the collection
  private <K, V> Content<K, V> content(RowCollection<K, V> collection) {
    return (Content<K, V>) contents[collection.index];
  }

  private <K, V> Map<K, V> toChange(RowCollection<K, V> collection) {
    Map<K, V> values = values(collection);
    if (values.isEmpty()) {
      values = new LinkedHashMap<>(2);
      content(collection).values = values;
    }
    return values;
  }

  private <K, V> Map<K, V> values(RowCollection<K, V> collection) {
    Content<K, V> content = content(collection);
    if (content.unread != null) {
      byte[] unread = content.unread;
      content.unread = null;
      if (unread.length > 0) {
        EventTable events =
            collection == (Object) RowCollection.EVENTS ? EventTable.NONE : events();
        RowParser parser = new RowParser(unread);
        int size = parser.integer();
        content.values = new LinkedHashMap<>(2 * size);
        for (int i = 0; i < size; i++) {
          V value = collection.read(parser, asset, events);
          content.values.put(collection.key(value), value);
        }
      }
    }
    return content.values;
  }
}
