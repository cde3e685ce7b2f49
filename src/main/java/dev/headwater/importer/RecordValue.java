package dev.headwater.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headwater.codec.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.yaml.snakeyaml.LoaderOptions;

/** A value in a record, which knows where it is. */
final class RecordValue {
  /** The command reads no larger files. */
  private static final int MOST_CODE_POINTS = 64 * 1024 * 1024;

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
              .loaderOptions(limits())
              .build());

  private final String file;
  private final String place;
  private final JsonNode node;

  private RecordValue(String file, String place, JsonNode node) {
    this.file = file;
    this.place = place;
    this.node = node == null || node.isNull() ? MissingNode.getInstance() : node;
  }

  /**
   * Reads JSON.
   *
   * @throws ImportException if it is none
   */
  static RecordValue json(RecordFile file) {
    try {
      return new RecordValue(file.name(), "", JsonTree.read(file.content()));
    } catch (JsonProcessingException malformed) {
      throw new ImportException(file.name(), "", "is not JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new ImportException(file.name(), "", "is not UTF-8");
    }
  }

  /**
   * Reads YAML.
   *
   * @param content a part of the file
   * @throws ImportException if it is none
   */
  static RecordValue yaml(String file, byte[] content) {
    try {
      return new RecordValue(file, "", YAML.readTree(content));
    } catch (JsonProcessingException malformed) {
      throw new ImportException(file, "", "is not YAML: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new ImportException(file, "", "is not UTF-8");
    }
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MOST_CODE_POINTS);
    return limits;
  }

  /** The value of a field; an absent one if there is none. */
  RecordValue at(String field) {
    return new RecordValue(file, place.isEmpty() ? field : place + "." + field, node.get(field));
  }

  /** The first of these fields that is there. */
  RecordValue first(String... fields) {
    for (String field : fields) {
      if (at(field).isPresent()) {
        return at(field);
      }
    }
    return at(fields[0]);
  }

  /** An object with this field alone. */
  RecordValue only(String field) {
    return new RecordValue(
        file, place, JsonNodeFactory.instance.objectNode().set(field, node.get(field)));
  }

  boolean isPresent() {
    return !node.isMissingNode();
  }

  boolean isObject() {
    return node.isObject();
  }

  boolean isArray() {
    return node.isArray();
  }

  /** The names of the fields of an object, in its order. */
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    node.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  /** The items of an array; the value itself if it is none; nothing if it is absent. */
  List<RecordValue> items() {
    if (!node.isArray()) {
      return isPresent() ? List.of(this) : List.of();
    }
    List<RecordValue> items = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      RecordValue item = new RecordValue(file, place + "[" + i + "]", node.get(i));
      if (item.isPresent()) {
        items.add(item);
      }
    }
    return items;
  }

  /** A text or a number as text; "" if it is absent. */
  String text() {
    if (!isPresent()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw problem("is no text");
    }
    return node.asText().strip();
  }

  /** The texts of an array, or of a single value. */
  List<String> texts() {
    return items().stream().map(RecordValue::text).filter(text -> !text.isEmpty()).toList();
  }

  /** Any value as text: texts of an array with commas, and what is nested as JSON. */
  String shown() {
    boolean isNested = items().stream().anyMatch(item -> !item.node.isValueNode());
    return isNested ? node.toString() : String.join(", ", texts());
  }

  /** A text that must be there. */
  String required() {
    String text = text();
    if (text.isEmpty()) {
      throw problem("is missing");
    }
    return text;
  }

  /** A count; empty if it is absent. */
  OptionalLong count() {
    if (!isPresent()) {
      return OptionalLong.empty();
    }
    if (!node.canConvertToExactIntegral() || !node.canConvertToLong() || node.asLong() < 0) {
      throw problem("is no whole number from 0 on");
    }
    return OptionalLong.of(node.asLong());
  }

  ImportException problem(String reason) {
    return new ImportException(file, place, reason);
  }
}
