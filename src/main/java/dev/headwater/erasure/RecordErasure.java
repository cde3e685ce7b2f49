package dev.headwater.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.backup.Part;
import dev.headwater.bridge.StateRow;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.quarantine.QuarantinedText;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Erases ids of people and texts from the records of a topic. Not thread-safe. */
public final class RecordErasure implements Rewriting {
  private static final byte[] NOTHING_LEFT = "[erased]".getBytes(UTF_8);

  private final Selection.Content selection;
  private final EventErasure events;
  private final JsonErasure json;
  private final EventDecoder decoder;
  private final EventEncoder encoder;
  private final Set<String> subjects = new HashSet<>();

  /**
   * @param decoder of events
   * @param encoder of events
   */
  public RecordErasure(
      Selection.Content selection,
      Pseudonyms pseudonyms,
      EventDecoder decoder,
      EventEncoder encoder) {
    this.selection = selection;
    this.events = new EventErasure(selection, pseudonyms);
    this.json = new JsonErasure(selection, pseudonyms);
    this.decoder = decoder;
    this.encoder = encoder;
  }

  @Override
  public Set<Part> parts() {
    return EnumSet.complementOf(EnumSet.of(Part.ALERTS));
  }

  /** What a run says of its job and itself is about all that it wrote. */
  @Override
  public List<Part> learnsFrom() {
    return List.of(Part.OPENLINEAGE_STATE);
  }

  @Override
  public void learn(Part part, ConsumerRecord<byte[], byte[]> record) {
    if (selection instanceof Selection.OfAsset asset) {
      StateRow.of(record.key(), record.value())
          .filter(row -> row.makes(asset.asset().namespace(), asset.asset().name()))
          .ifPresent(row -> subjects.add(row.subject()));
    }
  }

  @Override
  public Outcome apply(Part part, ConsumerRecord<byte[], byte[]> record) {
    return switch (part) {
      case EVENTS -> event(record);
      case QUARANTINE -> quarantined(record);
      case OPENLINEAGE_STATE -> row(record);
      case ALERTS, OPENLINEAGE -> unchanged(record);
    };
  }

  private static Outcome unchanged(ConsumerRecord<byte[], byte[]> record) {
    return new Outcome(Outcome.Kind.UNCHANGED, record.value(), record.headers());
  }

  private static Outcome erased(byte[] value, Headers headers) {
    return new Outcome(Outcome.Kind.ERASED, value, headers);
  }

  private Outcome event(ConsumerRecord<byte[], byte[]> record) {
    Optional<LineageEvent> event = decoded(record.value());
    if (event.isPresent()) {
      byte[] after = encoded(event.get());
      return after == null ? unchanged(record) : erased(after, record.headers());
    }
    return mentions(record.value())
        ? new Outcome(Outcome.Kind.DROPPED, null, record.headers())
        : unchanged(record);
  }

  private Optional<LineageEvent> decoded(byte[] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(decoder.decode(value));
    } catch (UndecodableException unreadable) {
      return Optional.empty();
    }
  }

  /** The event after the erasure; null if it has nothing to erase. */
  private byte[] encoded(LineageEvent event) {
    LineageEvent after = events.apply(event);
    return after.equals(event) ? null : encoder.encode(after);
  }

  private Outcome quarantined(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = quarantinedValue(record.value());
    boolean changed = value != null;
    Headers headers = QuarantinedText.replaced(record.headers(), json::free, changed);
    return changed || !headers.equals(record.headers())
        ? erased(changed ? value : record.value(), headers)
        : unchanged(record);
  }

  /** What takes the place of a quarantined value; null if it stays. */
  private byte[] quarantinedValue(byte[] value) {
    Optional<LineageEvent> event = decoded(value);
    if (event.isPresent()) {
      return encoded(event.get());
    }
    Optional<JsonNode> tree = tree(value);
    if (tree.isPresent()) {
      JsonNode after = json.concerns(tree.get()) ? json.apply(tree.get()) : tree.get();
      return after.equals(tree.get()) ? null : JsonTree.line(after).getBytes(UTF_8);
    }
    return mentions(value) ? NOTHING_LEFT : null;
  }

  private Outcome row(ConsumerRecord<byte[], byte[]> record) {
    Optional<StateRow> row =
        StateRow.of(record.key(), record.value()).filter(StateRow::isStatements);
    Optional<JsonNode> tree = row.flatMap(one -> tree(one.json()));
    if (tree.isEmpty() || !tree.get().isObject()) {
      return unchanged(record);
    }
    boolean concerned =
        selection instanceof Selection.OfAgent || subjects.contains(row.get().subject());
    JsonNode after = concerned ? json.applyToStatements(tree.get()) : tree.get();
    return after.equals(tree.get())
        ? unchanged(record)
        : erased(row.get().with(JsonTree.line(after).getBytes(UTF_8)), record.headers());
  }

  private static Optional<JsonNode> tree(byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return Optional.empty();
    }
    try {
      JsonNode parsed = Json.parseForeign(bytes);
      return parsed.isContainerNode() ? Optional.of(parsed) : Optional.empty();
    } catch (InvalidException none) {
      return Optional.empty();
    }
  }

  @Override
  public boolean concerns(ConsumerRecord<byte[], byte[]> record) {
    return tree(record.value()).map(json::concerns).orElseGet(() -> mentions(record.value()))
        || mentions(record.key());
  }

  /**
   * Whether a record contains the selected agent's id anywhere: in its key, its value or its
   * headers. False for an asset, whose name stays.
   */
  public boolean contains(ConsumerRecord<byte[], byte[]> record) {
    if (!(selection instanceof Selection.OfAgent agent) || !agent.what().contains(What.AGENTS)) {
      return false;
    }
    boolean inHeader = false;
    for (Header header : record.headers()) {
      inHeader |= mentions(header.value());
    }
    return inHeader
        || mentions(record.key())
        || mentions(record.value())
        || spells(record.value())
        || StateRow.of(record.key(), record.value()).filter(row -> spells(row.json())).isPresent();
  }

  /** Whether bytes are JSON that has the id, however it is escaped. */
  private boolean spells(byte[] bytes) {
    return tree(bytes).filter(json::concerns).isPresent();
  }

  /** Whether a record still has content to erase. */
  public boolean isLeft(Part part, ConsumerRecord<byte[], byte[]> record) {
    return apply(part, record).kind() != Outcome.Kind.UNCHANGED;
  }

  /** Whether bytes that nothing can be read from contain the agent's id, or the asset's URN. */
  private boolean mentions(byte[] bytes) {
    String sought =
        selection instanceof Selection.OfAgent agent
            ? agent.id()
            : ((Selection.OfAsset) selection).asset().urn();
    return bytes != null && contains(bytes, sought.getBytes(UTF_8));
  }

  private static boolean contains(byte[] bytes, byte[] sought) {
    for (int at = 0; at + sought.length <= bytes.length; at++) {
      if (bytes[at] == sought[0]
          && Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }
}
