package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats quarantined records as text for people. */
final class QuarantineText {

  private QuarantineText() {}

  /** A record of the list, as lines. */
  static List<String> lines(JsonNode record) {
    List<String> lines = new ArrayList<>();
    lines.add(
        one(record, "status").toUpperCase(Locale.ROOT)
            + " "
            + one(record, "id")
            + " "
            + one(record, "arrivedAt")
            + ", "
            + record.path("valueBytes").asLong()
            + " bytes");
    lines.add("  reason: " + one(record, "reason"));
    lines.add(
        "  refused: "
            + one(record, "topic")
            + ", partition "
            + record.path("partition").asLong()
            + ", offset "
            + record.path("offset").asLong());
    if (record.path("replayOf").isTextual()) {
      long times = record.path("replays").asLong();
      lines.add(
          "  came back: was "
              + one(record, "replayOf")
              + ", sent again "
              + times
              + (times == 1 ? " time" : " times"));
    }
    if (record.path("returnedAs").isTextual()) {
      lines.add("  came back as: " + one(record, "returnedAs"));
    }
    if (!record.path("copies").isEmpty()) {
      List<String> copies = new ArrayList<>();
      record.path("copies").forEach(copy -> copies.add(Text.oneLine(copy.asText())));
      lines.add("  the same: " + String.join(", ", copies));
    }
    JsonNode mark = record.path("mark");
    if (mark.isObject()) {
      lines.add(
          "  "
              + one(mark, "what")
              + ": "
              + one(mark, "at")
              + " by "
              + one(mark, "by")
              + (one(mark, "reason").isEmpty() ? "" : ", because: " + one(mark, "reason")));
    }
    return lines;
  }

  /** A record with its content, as lines. */
  static List<String> detail(JsonNode detail) {
    List<String> lines = new ArrayList<>(lines(detail.path("record")));
    lines.add("  key: " + bytes(detail.path("key")));
    for (JsonNode header : detail.path("headers")) {
      lines.add("  header " + one(header, "name") + ": " + bytes(header.path("value")));
    }
    long more = detail.path("moreHeaders").asLong();
    if (more > 0) {
      lines.add("  and " + more + " more headers");
    }
    JsonNode event = detail.path("event");
    if (event.isContainerNode()) {
      lines.add("  event: " + JsonTree.line(event));
    } else {
      lines.add("  not decoded: " + one(detail, "undecodable"));
      lines.add("  value: " + bytes(detail.path("value")));
      lines.add("  base64: " + one(detail.path("value"), "base64"));
    }
    return lines;
  }

  private static String bytes(JsonNode bytes) {
    if (!bytes.isObject()) {
      return "none";
    }
    boolean cut = bytes.path("truncated").asBoolean();
    return one(bytes, "text")
        + (cut ? " ... (" + bytes.path("bytes").asLong() + " bytes in all)" : "");
  }

  private static String one(JsonNode object, String field) {
    return Text.oneLine(object.path(field).asText(""));
  }
}
