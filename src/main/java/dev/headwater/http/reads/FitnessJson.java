package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.http.request.JsonBody;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.question.Candidate;
import dev.headwater.representation.TargetShare;
import java.io.IOException;

/** Writes whether data reaches the targets of a use as JSON. */
final class FitnessJson {
  private FitnessJson() {}

  static JsonBody body(Fitness fitness) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("asset", fitness.asset().urn());
      json.writeStringField("use", fitness.use());
      json.writeStringField("verdict", fitness.outcome().name());
      json.writeStringField("reason", fitness.reason().orElse(null));
      ReadJson.urns(json, "of", fitness.of());
      json.writeArrayFieldStart("targets");
      for (Fitness.Line line : fitness.lines()) {
        line(json, line, fitness.freshness().caughtUp());
      }
      json.writeEndArray();
      json.writeNumberField("moreTargets", fitness.moreLines());
      ReadJson.end(json, fitness.truncated(), fitness.freshness());
    };
  }

  private static void line(JsonGenerator json, Fitness.Line line, boolean caughtUp)
      throws IOException {
    TargetShare target = line.target();
    json.writeStartObject();
    json.writeStringField("dimension", target.measure().dimension());
    json.writeStringField("unit", target.measure().unit());
    json.writeStringField("category", target.category());
    RepresentationJson.number(json, "minimumShare", target.minimum());
    json.writeObjectFieldStart("share");
    RepresentationJson.interval(json, "low", "high", target.share());
    json.writeEndObject();
    json.writeStringField("method", line.method().name());
    json.writeStringField("notDerivable", line.notDerivable().orElse(null));
    json.writeStringField("verdict", target.outcome().name());
    json.writeFieldName("more");
    if (target.more().isPresent()) {
      json.writeStartObject();
      RepresentationJson.interval(json, "low", "high", target.more().get());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeArrayFieldStart("candidates");
    for (Candidate candidate : line.candidates()) {
      json.writeStartObject();
      json.writeStringField("asset", candidate.asset().urn());
      RepresentationJson.number(json, "amount", candidate.amount());
      json.writeStringField("synthetic", candidate.synthetic().name());
      json.writeStringField("documentation", candidate.documentation().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("candidatesComplete", line.candidatesComplete() && caughtUp);
    json.writeEndObject();
  }
}
