package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;

/**
 * Reads our payloads as JSON, in the form that they have in our own events. Each throws {@link
 * dev.headwater.model.InvalidException} for what is not one.
 */
public interface Payloads {
  Synthesize synthesize(JsonNode json);

  Train train(JsonNode json);

  Ingest ingest(JsonNode json);

  Clean clean(JsonNode json);

  Composition composition(JsonNode json);
}
