package dev.headwater.http.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.headwater.codec.json.Json;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.Parameters;
import dev.headwater.quarantine.Detail;
import dev.headwater.quarantine.Entry;
import dev.headwater.quarantine.Item;
import dev.headwater.quarantine.Mark;
import dev.headwater.quarantine.QuarantinePage;
import dev.headwater.quarantine.RecordId;
import dev.headwater.quarantine.Replayed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.common.header.Header;

/** Writes quarantined records as JSON. */
final class QuarantineJson {
  /** How many bytes of a content that cannot be decoded are shown. */
  private static final int SHOWN_BYTES = 4_096;

  private static final int SHOWN_HEADERS = 100;

  /** JSON of others may have half a surrogate pair in a text, which has no form in UTF-8. */
  private static final ObjectWriter ASCII =
      Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private QuarantineJson() {}

  static JsonBody page(QuarantinePage page, String list) {
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("records");
      for (Item item : page.items()) {
        json.writeStartObject();
        fields(json, item, item.entry().reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("complete", page.complete());
      json.writeStringField("cursor", Cursors.write(list, page.next()));
      json.writeEndObject();
    };
  }

  static JsonBody item(Item item) {
    return json -> {
      json.writeStartObject();
      fields(json, item, item.entry().reason());
      json.writeEndObject();
    };
  }

  static JsonBody detail(Detail detail, QuarantinedContent content) {
    Item item = detail.item();
    byte[] value = detail.row().value();
    QuarantinedContent.Decoded decoded = content.decode(item.entry().origin().topic(), value);
    return json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("record");
      fields(json, item, detail.reason());
      json.writeEndObject();
      bytes(json, "key", detail.row().key());
      json.writeArrayFieldStart("headers");
      int shown = 0;
      int headers = 0;
      for (Header header : detail.row().headers()) {
        headers++;
        if (shown < SHOWN_HEADERS) {
          shown++;
          json.writeStartObject();
          json.writeStringField("name", header.key());
          bytes(json, "value", header.value());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeNumberField("moreHeaders", headers - shown);
      if (decoded.event().isPresent()) {
        json.writeFieldName("event");
        json.writeRawValue(ASCII.writeValueAsString(decoded.event().get()));
      } else {
        json.writeNullField("event");
        json.writeStringField("undecodable", decoded.problem());
        bytes(json, "value", value);
      }
      json.writeEndObject();
    };
  }

  static JsonBody replayed(Replayed replayed) {
    return json -> {
      json.writeStartObject();
      json.writeNumberField(
          "replayed", replayed.records().stream().filter(one -> one.problem().isEmpty()).count());
      json.writeArrayFieldStart("records");
      for (Replayed.Sent one : replayed.records()) {
        json.writeStartObject();
        json.writeStringField("id", one.id().toString());
        json.writeStringField("topic", one.topic().isEmpty() ? null : one.topic());
        if (!one.problem().isEmpty()) {
          json.writeStringField("problem", one.problem());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("more", replayed.more());
      json.writeBooleanField("complete", replayed.complete());
      json.writeEndObject();
    };
  }

  private static void fields(JsonGenerator json, Item item, String reason) throws IOException {
    Entry entry = item.entry();
    json.writeStringField("id", entry.id().toString());
    json.writeStringField("status", Parameters.lowerCase(item.status()));
    json.writeStringField("topic", entry.origin().topic());
    json.writeNumberField("partition", entry.origin().partition());
    json.writeNumberField("offset", entry.origin().offset());
    json.writeStringField("arrivedAt", entry.arrivedAt().toString());
    json.writeStringField("reason", reason);
    json.writeNumberField("valueBytes", entry.valueBytes());
    json.writeNumberField("replays", entry.replays());
    id(json, "replayOf", entry.replayOf().orElse(null));
    id(json, "returnedAs", item.returnedAs().orElse(null));
    json.writeArrayFieldStart("copies");
    for (RecordId copy : item.copies().subList(0, Math.min(item.copies().size(), 100))) {
      json.writeString(copy.toString());
    }
    json.writeEndArray();
    if (item.mark().isPresent()) {
      Mark mark = item.mark().get();
      json.writeObjectFieldStart("mark");
      json.writeStringField("what", Parameters.lowerCase(mark.what()));
      json.writeStringField("at", mark.at().toString());
      json.writeStringField("by", mark.by());
      json.writeStringField("reason", mark.reason());
      json.writeEndObject();
    } else {
      json.writeNullField("mark");
    }
  }

  private static void id(JsonGenerator json, String name, RecordId id) throws IOException {
    json.writeStringField(name, id == null ? null : id.toString());
  }

  /** Bytes as base64, and as text with U+FFFD for what is not UTF-8. */
  private static void bytes(JsonGenerator json, String name, byte[] all) throws IOException {
    if (all == null) {
      json.writeNullField(name);
      return;
    }
    byte[] shown = Arrays.copyOf(all, Math.min(all.length, SHOWN_BYTES));
    json.writeObjectFieldStart(name);
    json.writeNumberField("bytes", all.length);
    json.writeStringField("text", new String(shown, StandardCharsets.UTF_8));
    json.writeStringField("base64", Base64.getEncoder().encodeToString(shown));
    json.writeBooleanField("truncated", shown.length < all.length);
    json.writeEndObject();
  }
}
