package dev.headwater.app.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.PayloadJson;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.openlineage.Payloads;

/** Reads our facets in OpenLineage events with the same code as the payloads of our own events. */
public enum OpenLineagePayloads implements Payloads {
  INSTANCE;

  @Override
  public Synthesize synthesize(JsonNode json) {
    return PayloadJson.synthesize(json);
  }

  @Override
  public Train train(JsonNode json) {
    return PayloadJson.train(json);
  }

  @Override
  public Ingest ingest(JsonNode json) {
    return PayloadJson.ingest(json);
  }

  @Override
  public Clean clean(JsonNode json) {
    return PayloadJson.clean(json);
  }

  @Override
  public Composition composition(JsonNode json) {
    return PayloadJson.composition(json);
  }
}
