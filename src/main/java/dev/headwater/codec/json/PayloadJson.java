package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;

/**
 * Reads single payloads of events, in the form that they have inside an event. Each method throws
 * {@link InvalidException}, with the path of the field, if the payload is not valid.
 */
public final class PayloadJson {
  private PayloadJson() {}

  public static Synthesize synthesize(JsonNode json) {
    return SynthesisJson.read(json);
  }

  public static Train train(JsonNode json) {
    return PayloadsJson.train(json);
  }

  public static Ingest ingest(JsonNode json) {
    return PartsJson.ingest(json);
  }

  public static Clean clean(JsonNode json) {
    return PayloadsJson.clean(json);
  }

  public static Composition composition(JsonNode json) {
    return PartsJson.composition(json);
  }
}
