package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.http.request.JsonBody;
import dev.headwater.query.answer.Represented;
import dev.headwater.representation.Change;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Metrics;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Shares;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes who is represented in an asset as JSON. */
final class RepresentationJson {
  /** Below this, every whole number is exact. */
  private static final double EXACT = 1L << 53;

  private RepresentationJson() {}

  static JsonBody body(Represented represented) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("asset", represented.asset().urn());
      json.writeArrayFieldStart("dimensions");
      for (Represented.Item item : represented.items()) {
        item(json, item);
      }
      json.writeEndArray();
      ReadJson.end(json, represented.truncated(), represented.freshness());
    };
  }

  private static void item(JsonGenerator json, Represented.Item item) throws IOException {
    Representation one = item.representation();
    json.writeStartObject();
    json.writeStringField("dimension", one.measure().dimension());
    json.writeStringField("unit", one.measure().unit());
    json.writeStringField("method", one.method().name());
    ReadJson.urns(json, "of", one.of());
    json.writeObjectFieldStart("total");
    interval(json, "low", "high", one.total());
    json.writeEndObject();
    json.writeObjectFieldStart("unknown");
    interval(json, "low", "high", one.unknown());
    json.writeEndObject();
    categories(json, one);
    json.writeFieldName("metrics");
    if (item.metrics().isPresent()) {
      metrics(json, item.metrics().get());
    } else {
      json.writeNull();
    }
    json.writeFieldName("change");
    if (item.change().isPresent()) {
      change(json, item.change().get());
    } else {
      json.writeNull();
    }
    json.writeStringField("notDerivable", one.notDerivable().orElse(null));
    json.writeEndObject();
  }

  private static void categories(JsonGenerator json, Representation one) throws IOException {
    json.writeArrayFieldStart("categories");
    SortedMap<String, Interval> shares = one.isWeighted() ? Shares.of(one) : new TreeMap<>();
    for (Map.Entry<String, Representation.Part> category : one.categories().entrySet()) {
      json.writeStartObject();
      json.writeStringField("category", category.getKey());
      interval(json, "low", "high", category.getValue().amount());
      interval(json, "syntheticLow", "syntheticHigh", category.getValue().synthetic());
      if (one.isWeighted()) {
        interval(
            json, "shareLow", "shareHigh", shares.getOrDefault(category.getKey(), Interval.ZERO));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void metrics(JsonGenerator json, Metrics metrics) throws IOException {
    json.writeStartObject();
    number(json, "entropy", metrics.entropy());
    number(json, "evenness", metrics.evenness());
    number(json, "effectiveNumber", metrics.effectiveNumber());
    number(json, "effectiveNumber2", metrics.effectiveNumber2());
    number(json, "gini", metrics.gini());
    json.writeEndObject();
  }

  private static void change(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", change.from().urn());
    number(json, "jensenShannon", change.jensenShannon());
    json.writeArrayFieldStart("ratios");
    for (Change.Ratio ratio : change.ratios()) {
      json.writeStartObject();
      json.writeStringField("category", ratio.category());
      number(json, "ratio", ratio.ratio());
      interval(json, "low", "high", ratio.interval());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void interval(JsonGenerator json, String low, String high, Interval interval)
      throws IOException {
    number(json, low, interval.low());
    number(json, high, interval.high());
  }

  private static void number(JsonGenerator json, String field, OptionalDouble number)
      throws IOException {
    if (number.isPresent()) {
      number(json, field, number.getAsDouble());
    } else {
      json.writeNullField(field);
    }
  }

  /** A whole number has no fraction. What is not finite is null. */
  static void number(JsonGenerator json, String field, double number) throws IOException {
    if (!Double.isFinite(number)) {
      json.writeNullField(field);
    } else if (number != Math.rint(number)) {
      json.writeNumberField(field, number);
    } else if (Math.abs(number) < EXACT) {
      json.writeNumberField(field, (long) number);
    } else {
      json.writeNumberField(field, new BigDecimal(number).toBigInteger());
    }
  }
}
