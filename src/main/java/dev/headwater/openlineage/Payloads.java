package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;

/**
 * Reads the payloads of Headwater events from JSON, in the form that they have in those events.
 * Each method throws {@link dev.headwater.model.InvalidException} if the JSON is not a valid
 * payload.
 */
public interface Payloads {
  Synthesize synthesize(JsonNode json);

  Train train(JsonNode json);

  Ingest ingest(JsonNode json);

  Clean clean(JsonNode json);

  Composition composition(JsonNode json);
}
