package dev.headwater.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads an OpenAPI document as a guide. Not thread-safe. */
final class GuideReader {
  private static final String EVENT = "Event";
  private static final String EVENT_FIELDS = "EventFields";
  private static final String PROPERTIES = "properties";

  private final JsonNode document;
  private final SchemaReader schemas;

  GuideReader(JsonNode document) {
    this.document = document;
    this.schemas = new SchemaReader(document);
  }

  ApiGuide read() {
    JsonNode info = document.required("info");
    List<ApiGuide.EventKind> events = new ArrayList<>();
    Set<String> shown = new HashSet<>(Set.of(EVENT_FIELDS));
    JsonNode kinds = document.requiredAt("/components/schemas/" + EVENT + "/discriminator/mapping");
    for (Map.Entry<String, JsonNode> kind : kinds.properties()) {
      ApiGuide.EventKind event = event(kind.getKey(), nameOf(kind.getValue()));
      events.add(event);
      shown.add(nameOf(kind.getValue()));
      shown.add(event.payload().name());
    }
    List<FieldTable> types = new ArrayList<>();
    document
        .requiredAt("/components/schemas")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!shown.contains(name)) {
                types.add(schemas.table(name));
              }
            });
    return new ApiGuide(
        info.required("title").asText(),
        info.required("summary").asText(),
        info.required("version").asText(),
        Prose.paragraphs(info.required("description").asText()),
        groups(),
        schemas.table(EVENT_FIELDS),
        events,
        types);
  }

  private static String nameOf(JsonNode reference) {
    String text = reference.textValue();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private List<ApiGuide.Group> groups() {
    List<ApiGuide.Group> groups = new ArrayList<>();
    for (JsonNode tag : document.required("tags")) {
      String name = tag.required("name").asText();
      groups.add(new ApiGuide.Group(name, "group-" + name, schemas.description(tag), routes(name)));
    }
    return groups;
  }

  private List<ApiGuide.Route> routes(String tag) {
    List<ApiGuide.Route> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.required("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        if (one.getValue().requiredAt("/tags/0").asText().equals(tag)) {
          routes.add(route(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue()));
        }
      }
    }
    return routes;
  }

  private ApiGuide.Route route(String method, String path, JsonNode operation) {
    List<ApiGuide.Parameter> parameters = new ArrayList<>();
    operation.path("parameters").forEach(one -> parameters.add(parameter(schemas.resolved(one))));
    List<ApiGuide.Answer> answers = new ArrayList<>();
    operation
        .required("responses")
        .properties()
        .forEach(one -> answers.add(answer(one.getKey(), schemas.resolved(one.getValue()))));
    return new ApiGuide.Route(
        method,
        path,
        "call-" + operation.required("operationId").asText(),
        operation.required("summary").asText(),
        schemas.description(operation),
        parameters,
        contents(operation.path("requestBody")),
        answers);
  }

  private ApiGuide.Parameter parameter(JsonNode parameter) {
    JsonNode schema = parameter.required("schema");
    return new ApiGuide.Parameter(
        parameter.required("name").asText(),
        parameter.required("in").asText(),
        parameter.path("required").asBoolean(),
        schemas.shape(schema),
        SchemaReader.standard(schema),
        schemas.description(parameter));
  }

  private ApiGuide.Answer answer(String status, JsonNode response) {
    List<ApiGuide.Header> headers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      headers.add(
          new ApiGuide.Header(
              header.getKey(),
              header.getValue().path("required").asBoolean(),
              schemas.shape(header.getValue().required("schema")),
              schemas.description(header.getValue())));
    }
    return new ApiGuide.Answer(
        Integer.parseInt(status), schemas.description(response), headers, contents(response));
  }

  private List<ApiGuide.Content> contents(JsonNode holder) {
    List<ApiGuide.Content> contents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : holder.path("content").properties()) {
      JsonNode schema = one.getValue().path("schema");
      Prose description = Prose.of(schema.path("description").asText());
      contents.add(new ApiGuide.Content(one.getKey(), schemas.shape(schema), description));
    }
    return contents;
  }

  private ApiGuide.EventKind event(String type, String name) {
    JsonNode schema = document.requiredAt("/components/schemas/" + name);
    String payload = type.toLowerCase(Locale.ROOT);
    Set<String> required = SchemaReader.required(schema);
    List<FieldTable.Row> own = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : schema.required(PROPERTIES).properties()) {
      if (!field.getKey().equals("type")) {
        boolean isRequired = required.contains(field.getKey());
        own.add(
            schemas.row(field.getKey(), isRequired, narrowed(field.getKey(), field.getValue())));
      }
    }
    List<String> examples = new ArrayList<>();
    schema.required("examples").forEach(example -> examples.add(indented(example)));
    return new ApiGuide.EventKind(
        type,
        SchemaReader.anchor(name),
        schemas.description(schema),
        own,
        schemas.table(nameOf(schema.requiredAt("/properties/" + payload + "/$ref"))),
        examples);
  }

  /** A field of every event that a type narrows: what the type leaves out holds from there. */
  private JsonNode narrowed(String name, JsonNode own) {
    JsonNode common = document.at("/components/schemas/" + EVENT_FIELDS + "/properties/" + name);
    if (!(common instanceof ObjectNode fields)) {
      return own;
    }
    ObjectNode whole = fields.deepCopy();
    own.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("items")) {
                whole.set(field.getKey(), field.getValue());
              }
            });
    return whole;
  }

  private static String indented(JsonNode example) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(example);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree cannot be written", impossible);
    }
  }
}
