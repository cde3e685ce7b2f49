package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.backup.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a backup holds, as text and as JSON. */
final class BackupText {
  private BackupText() {}

  /** A line for each topic, then one for the whole. */
  static List<String> lines(Manifest manifest) {
    List<String> lines = new ArrayList<>();
    for (Manifest.Topic topic : manifest.topics()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-18s %,15d records  %,18d bytes",
              topic.part(),
              topic.records(),
              topic.bytes()));
    }
    lines.add("the backup holds every event that was acknowledged before " + manifest.startedAt());
    return lines;
  }

  static ObjectNode json(Manifest manifest) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("startedAt", manifest.startedAt());
    json.put("endedAt", manifest.endedAt());
    json.put("headwater", manifest.headwater());
    json.put("application", manifest.application());
    for (Manifest.Topic topic : manifest.topics()) {
      json.withArray("topics")
          .addObject()
          .put("part", topic.part())
          .put("topic", topic.name())
          .put("partitions", topic.partitions().size())
          .put("records", topic.records())
          .put("bytes", topic.bytes());
    }
    return json;
  }
}
