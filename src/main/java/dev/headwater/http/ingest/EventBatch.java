package dev.headwater.http.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.json.JsonFault;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Problem;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The events of one body: those to send, by their index, and the reasons why others are rejected.
 * It converts each element to an event before it parses the next one, so that only one JSON tree is
 * in memory.
 */
final class EventBatch {
  /** Reads one element; further elements may follow it. */
  private static final ObjectReader ELEMENTS =
      Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Instant arrival;
  private final Map<Integer, LineageEvent> events = new LinkedHashMap<>();
  private final SortedMap<Integer, String> rejected = new TreeMap<>();
  private final Map<UUID, Integer> firstOf = new HashMap<>();
  private final Map<Integer, UUID> repeats = new LinkedHashMap<>();
  private int size;

  private EventBatch(Instant arrival) {
    this.arrival = arrival;
  }

  /**
   * Reads one event, or an array of them.
   *
   * @throws Problem 400 if the body is not JSON
   */
  static EventBatch json(byte[] body, Instant arrival) {
    try (JsonParser parser = Json.mapper().getFactory().createParser(text(body))) {
      return json(parser, arrival);
    } catch (CharacterCodingException malformed) {
      throw Problem.of(400, "The body is not JSON: it is not UTF-8.");
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private static EventBatch json(JsonParser parser, Instant arrival) throws IOException {
    EventBatch batch = new EventBatch(arrival);
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw Problem.of(400, "The body is empty; send an event, or an array of events.");
      }
      if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          batch.add(ELEMENTS.readTree(parser));
        }
      } else {
        batch.add(ELEMENTS.readTree(parser));
      }
      if (parser.nextToken() != null) {
        throw Problem.of(
            400,
            "The body goes on after its end as JSON"
                + JsonFault.place(parser.currentTokenLocation())
                + "; for one event a line, send it as "
                + MediaTypes.JSON_LINES
                + ".");
      }
      return batch;
    } catch (JsonProcessingException malformed) {
      throw Problem.of(400, "The body is not JSON: " + JsonFault.describe(malformed, parser) + ".");
    }
  }

  private void add(JsonNode tree) {
    int index = size++;
    try {
      LineageEvent event = EventJson.read(tree, arrival);
      Integer first = firstOf.putIfAbsent(event.eventId(), index);
      if (first == null) {
        events.put(index, event);
      } else if (events.get(first).equals(event)) {
        repeats.put(index, event.eventId());
      } else {
        reject(
            index,
            "eventId: the event at index "
                + first
                + " has the same id and other content; ids are unique");
      }
    } catch (InvalidException invalid) {
      reject(index, invalid.getMessage());
    }
  }

  private void reject(int index, String reason) {
    rejected.put(index, reason);
  }

  private static String text(byte[] body) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return marked ? text.substring(1) : text;
  }

  /** The events to send, by index; each id once. */
  Map<Integer, LineageEvent> events() {
    return events;
  }

  /** Rejects the event at {@code index}, and those that repeat it, because it could not be sent. */
  void refuse(int index, String reason) {
    UUID id = events.remove(index).eventId();
    reject(index, reason);
    repeats.entrySet().stream()
        .filter(repeat -> repeat.getValue().equals(id))
        .forEach(repeat -> reject(repeat.getKey(), reason));
    repeats.values().removeIf(id::equals);
  }

  int accepted() {
    return events.size() + repeats.size();
  }

  SortedMap<Integer, String> rejected() {
    return rejected;
  }
}
