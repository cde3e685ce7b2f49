package dev.headwater.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes a data card as JSON, in UTF-8:
 *
 * <pre>{@code
 * {"asset": URN,
 *  "verdict": {"note": text or null, "gate": "PASS", ...},
 *  "identity": {..}, "making": {..}, "collection": {..}, "synthesis": {..}, "training": {..},
 *  "decisions": {..}, "representation": {..}, "origins": {..}, "use": {..}, "alerts": {..},
 *  "documents": {..}, "standing": {..}}
 * }</pre>
 *
 * <ul>
 *   <li>Every field is present, always in the same order; {@code null} means not stated.
 *   <li>{@code {"withheld": reason}} stands for a value that is withheld, {@code {"notApplicable":
 *       reason}} for a value that cannot exist.
 *   <li>A list is {@code {"items": [..], "leftOut": n, "exact": true}}. It leaves out n items, or
 *       at least n if exact is false. No items and {@code "leftOut": 0} means that there are none.
 *       A list that nobody stated is null.
 *   <li>Times are RFC 3339, shares are numbers from 0 to 1, symbols are those of the API. A text of
 *       more than 600 code points is cut, and says at its end how many more there are.
 * </ul>
 *
 * <p>Later versions may add fields.
 */
public final class JsonCard {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final double EXACT_WHOLE = 1L << 53;

  private JsonCard() {}

  /** Returns the card on one line, without a line break at its end. */
  public static byte[] write(DataCard card) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("asset", card.asset().urn());
      for (Section section : card.sections()) {
        json.writeObjectFieldStart(section.key());
        json.writeStringField("note", section.note().isEmpty() ? null : section.note());
        fields(json, section.fields());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  private static void fields(JsonGenerator json, Fact.Group group) throws IOException {
    for (Field field : group.fields()) {
      json.writeFieldName(field.key());
      fact(json, field.fact());
    }
  }

  private static void fact(JsonGenerator json, Fact fact) throws IOException {
    if (fact instanceof Fact.NotStated) {
      json.writeNull();
    } else if (fact instanceof Fact.Withheld withheld) {
      reason(json, "withheld", withheld.reason());
    } else if (fact instanceof Fact.NotApplicable none) {
      reason(json, "notApplicable", none.reason());
    } else if (fact instanceof Fact.Text text) {
      json.writeString(text.text());
    } else if (fact instanceof Fact.Code code) {
      json.writeString(code.text());
    } else if (fact instanceof Fact.Count count) {
      json.writeNumber(count.number());
    } else if (fact instanceof Fact.Amount amount) {
      amount(json, amount.number());
    } else if (fact instanceof Fact.Share share) {
      json.writeNumber(share.share());
    } else if (fact instanceof Fact.Flag flag) {
      json.writeBoolean(flag.yes());
    } else if (fact instanceof Fact.Time time) {
      json.writeString(time.instant().toString());
    } else if (fact instanceof Fact.Group group) {
      json.writeStartObject();
      fields(json, group);
      json.writeEndObject();
    } else if (fact instanceof Fact.Items items) {
      items(json, items);
    } else {
      throw new IllegalArgumentException("not written as JSON: " + fact);
    }
  }

  private static void items(JsonGenerator json, Fact.Items items) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("items");
    for (Fact item : items.items()) {
      fact(json, item);
    }
    json.writeEndArray();
    json.writeNumberField("leftOut", items.leftOut());
    json.writeBooleanField("exact", items.exact());
    json.writeEndObject();
  }

  private static void reason(JsonGenerator json, String why, Fact.Text reason) throws IOException {
    json.writeStartObject();
    json.writeStringField(why, reason.text());
    json.writeEndObject();
  }

  /** Writes whole numbers without a fraction, as people write counts. */
  private static void amount(JsonGenerator json, double number) throws IOException {
    if (number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE) {
      json.writeNumber((long) number);
    } else {
      json.writeNumber(number);
    }
  }
}
