package dev.headwater.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.registry.SchemaText;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes for schemas of the Confluent REST API, and its errors. Not supported: schema
 * references, types other than Avro, contexts, import mode.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">API</a>
 */
final class RegistryRoutes {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);

  private final Registry registry;

  RegistryRoutes(Registry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    addErrors(routes);
    routes.get("/", ctx -> answer(ctx, JSON.createObjectNode()));
    routes.get("/contexts", ctx -> answer(ctx, array(List.of("."))));
    routes.get("/schemas/types", ctx -> answer(ctx, array(List.of("AVRO"))));
    addSubjects(routes);
    addSchemas(routes);
    addCompatibility(routes);
  }

  private static void addErrors(RoutesConfig routes) {
    routes.exception(
        RegistryError.class,
        (e, ctx) -> {
          if (e.getCause() != null) {
            LOG.warn("schema registry: {}", e.getMessage(), e.getCause());
          }
          refuse(ctx, e.status(), e.code(), e.getMessage());
        });
    routes.exception(
        HttpResponseException.class,
        (e, ctx) -> refuse(ctx, e.getStatus(), e.getStatus(), e.getMessage()));
    routes.exception(
        RuntimeException.class,
        (e, ctx) -> {
          LOG.error("schema registry: {} {}", ctx.method(), ctx.path(), e);
          refuse(ctx, 500, 50001, "Error in the schema registry: " + e);
        });
  }

  private static void refuse(Context ctx, int status, int code, String message) {
    ctx.status(status);
    answer(ctx, JSON.createObjectNode().put("error_code", code).put("message", message));
  }

  private void addSubjects(RoutesConfig routes) {
    routes.get(
        "/subjects",
        ctx -> {
          String prefix = ctx.queryParamAsClass("subjectPrefix", String.class).getOrDefault("");
          List<String> subjects = registry.content().subjects(flag(ctx, "deleted"));
          answer(ctx, array(subjects.stream().filter(s -> s.startsWith(prefix)).toList()));
        });
    routes.post(
        "/subjects/{subject}",
        ctx ->
            answer(ctx, entity(registry.lookup(subject(ctx), schema(ctx), flag(ctx, "deleted")))));
    routes.delete(
        "/subjects/{subject}",
        ctx -> answer(ctx, array(registry.deleteSubject(subject(ctx), flag(ctx, "permanent")))));
    routes.get(
        "/subjects/{subject}/versions",
        ctx ->
            answer(
                ctx,
                array(
                    registry.versions(subject(ctx), flag(ctx, "deleted")).stream()
                        .map(RegisteredSchema::version)
                        .toList())));
    routes.post(
        "/subjects/{subject}/versions",
        ctx ->
            answer(
                ctx,
                JSON.createObjectNode().put("id", registry.register(subject(ctx), schema(ctx)))));
    routes.get("/subjects/{subject}/versions/{version}", ctx -> answer(ctx, entity(version(ctx))));
    routes.delete(
        "/subjects/{subject}/versions/{version}",
        ctx -> {
          String version = ctx.pathParam("version");
          int deleted = registry.deleteVersion(subject(ctx), version, flag(ctx, "permanent"));
          answer(ctx, JSON.getNodeFactory().numberNode(deleted));
        });
    routes.get(
        "/subjects/{subject}/versions/{version}/schema",
        ctx -> ctx.contentType(CONTENT_TYPE).result(version(ctx).schema().canonical()));
    routes.get(
        "/subjects/{subject}/versions/{version}/referencedby",
        ctx -> {
          version(ctx);
          answer(ctx, JSON.createArrayNode());
        });
  }

  private void addSchemas(RoutesConfig routes) {
    routes.get(
        "/schemas",
        ctx -> {
          ArrayNode all = JSON.createArrayNode();
          registry.content().everything(flag(ctx, "deleted")).forEach(s -> all.add(entity(s)));
          answer(ctx, all);
        });
    routes.get(
        "/schemas/ids/{id}",
        ctx ->
            answer(
                ctx,
                JSON.createObjectNode()
                    .put("schema", withId(ctx, true).get(0).schema().canonical())));
    routes.get(
        "/schemas/ids/{id}/schema",
        ctx -> ctx.contentType(CONTENT_TYPE).result(withId(ctx, true).get(0).schema().canonical()));
    routes.get(
        "/schemas/ids/{id}/subjects",
        ctx ->
            answer(
                ctx,
                array(
                    withId(ctx, flag(ctx, "deleted")).stream()
                        .map(RegisteredSchema::subject)
                        .distinct()
                        .toList())));
    routes.get(
        "/schemas/ids/{id}/versions",
        ctx -> {
          ArrayNode versions = JSON.createArrayNode();
          for (RegisteredSchema schema : withId(ctx, flag(ctx, "deleted"))) {
            versions.addObject().put("subject", schema.subject()).put("version", schema.version());
          }
          answer(ctx, versions);
        });
  }

  private void addCompatibility(RoutesConfig routes) {
    routes.post(
        "/compatibility/subjects/{subject}/versions",
        ctx -> verdict(ctx, registry.violations(subject(ctx), schema(ctx))));
    routes.post(
        "/compatibility/subjects/{subject}/versions/{version}",
        ctx ->
            verdict(ctx, registry.violations(subject(ctx), ctx.pathParam("version"), schema(ctx))));
  }

  private static void verdict(Context ctx, List<String> violations) {
    ObjectNode verdict = JSON.createObjectNode().put("is_compatible", violations.isEmpty());
    if (flag(ctx, "verbose")) {
      verdict.set("messages", array(violations));
    }
    answer(ctx, verdict);
  }

  static String subject(Context ctx) {
    return ctx.pathParam("subject");
  }

  static boolean flag(Context ctx, String name) {
    return Boolean.parseBoolean(ctx.queryParam(name));
  }

  private RegisteredSchema version(Context ctx) {
    return registry.version(subject(ctx), ctx.pathParam("version"), flag(ctx, "deleted"));
  }

  private List<RegisteredSchema> withId(Context ctx, boolean withDeleted) {
    String id = ctx.pathParam("id");
    // A record may begin with any number, so each one is a question about a schema.
    if (!id.matches("-?[0-9]{1,10}")) {
      throw RegistryError.badRequest("'" + id + "' is not a schema id");
    }
    long number = Long.parseLong(id);
    boolean possible = number > 0 && number <= Integer.MAX_VALUE;
    List<RegisteredSchema> found =
        possible ? registry.content().withId((int) number, withDeleted) : List.of();
    if (found.isEmpty()) {
      throw RegistryError.schemaNotFound(number);
    }
    return found;
  }

  private static SchemaText schema(Context ctx) {
    JsonNode request = body(ctx);
    String type = request.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") && !request.path("schemaType").isNull()) {
      throw RegistryError.invalidSchema("type " + type + " is not supported here, only AVRO");
    }
    if (!request.path("references").isEmpty()) {
      throw RegistryError.invalidSchema("references are not supported here");
    }
    if (!request.path("schema").isTextual()) {
      throw RegistryError.invalidSchema("the field 'schema' holds no text");
    }
    try {
      return SchemaText.parse(request.path("schema").textValue());
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidSchema(e.getMessage());
    }
  }

  static JsonNode body(Context ctx) {
    try {
      JsonNode body = JSON.readTree(ctx.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw RegistryError.badRequest("the body is not JSON: " + e.getOriginalMessage());
    }
    throw RegistryError.badRequest("the body is not a JSON object");
  }

  private static ObjectNode entity(RegisteredSchema schema) {
    return JSON.createObjectNode()
        .put("subject", schema.subject())
        .put("version", schema.version())
        .put("id", schema.id())
        .put("schema", schema.schema().canonical());
  }

  private static ArrayNode array(Collection<?> values) {
    return JSON.valueToTree(values);
  }

  static void answer(Context ctx, JsonNode body) {
    ctx.contentType(CONTENT_TYPE).result(body.toString());
  }
}
