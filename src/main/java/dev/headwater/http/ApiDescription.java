package dev.headwater.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.model.Sha256;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/**
 * The description of the HTTP API as an OpenAPI 3.1 document. Handles {@code GET /openapi.json}.
 * Immutable.
 *
 * <p>People write the document by hand, in {@code openapi.json} beside this class. Tests check the
 * routes, the parameters and the answers of the API against it.
 */
public final class ApiDescription {
  private static final String RESOURCE = "openapi.json";

  private final JsonNode document;
  private final byte[] body;
  private final String tag;

  private ApiDescription(JsonNode document) {
    this.document = document;
    JsonBody json = generator -> Json.mapper().writeTree(generator, document);
    this.body = json.bytes();
    this.tag = '"' + HexFormat.of().formatHex(Sha256.of(body)) + '"';
  }

  /**
   * Loads the document.
   *
   * @param version the version of this product, for {@code info.version}
   */
  public static ApiDescription load(String version) {
    try (InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + RESOURCE);
      }
      JsonNode document = Json.parse(in.readAllBytes());
      ((ObjectNode) document.required("info")).put("version", version);
      return new ApiDescription(document);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the program's file " + RESOURCE + " is damaged", unreadable);
    }
  }

  /** A copy of the document. */
  public JsonNode document() {
    return document.deepCopy();
  }

  /** The entity tag of the document, in quotes. It depends on the content only. */
  String tag() {
    return tag;
  }

  /** Answers with the document, or with 304 if the client has it already. */
  void get(Context ctx) {
    Parameters.of(ctx);
    ctx.header("ETag", tag);
    if (isKnown(ctx.req().getHeader("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(MediaTypes.JSON);
    ctx.result(body);
  }

  /** Whether the client has the document. A proxy that compresses it may mark the tag as weak. */
  private boolean isKnown(String header) {
    if (header == null) {
      return false;
    }
    for (String one : header.split(",")) {
      String known = one.trim();
      if (known.equals("*") || known.equals(tag) || known.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
