package dev.headwater.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.util.Optional;
import java.util.function.Function;

/** Decodes the content of quarantined records, as far as that is possible. Thread-safe. */
public final class QuarantinedContent {
  /** Deeper JSON is shown as text, because clients read answers with a limit on nesting. */
  private static final int DEPTH = 50;

  private final String openLineageTopic;
  private final Function<byte[], LineageEvent> decoder;

  /**
   * @param openLineageTopic the topic whose records are JSON; all others are encoded events
   * @param decoder decodes events; throws {@link UndecodableException} or {@link RegistryException}
   */
  public QuarantinedContent(String openLineageTopic, Function<byte[], LineageEvent> decoder) {
    this.openLineageTopic = openLineageTopic;
    this.decoder = decoder;
  }

  /**
   * A record's content.
   *
   * @param event the event as JSON; empty if it cannot be decoded
   * @param problem why not; "" if it can
   */
  record Decoded(Optional<JsonNode> event, String problem) {
    static Decoded not(String why) {
      return new Decoded(Optional.empty(), why);
    }
  }

  Decoded decode(String topic, byte[] value) {
    if (value == null) {
      return Decoded.not("the record has no value");
    }
    try {
      JsonNode tree =
          topic.equals(openLineageTopic)
              ? Json.parse(value)
              : EventJson.write(decoder.apply(value));
      return depth(tree) > DEPTH
          ? Decoded.not("it is nested more than " + DEPTH + " levels deep")
          : new Decoded(Optional.of(tree), "");
    } catch (UndecodableException | InvalidException no) {
      return Decoded.not(no.getMessage());
    } catch (RegistryException away) {
      return Decoded.not("the schema registry does not answer");
    }
  }

  /** The parser has limited the depth. */
  private static int depth(JsonNode tree) {
    int deepest = 0;
    for (JsonNode child : tree) {
      deepest = Math.max(deepest, depth(child));
    }
    return deepest + 1;
  }
}
