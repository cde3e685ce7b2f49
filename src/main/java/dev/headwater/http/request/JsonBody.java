package dev.headwater.http.request;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.codec.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes a JSON body piece by piece, so that a tree of a hundred thousand nodes is not built in
 * memory.
 */
@FunctionalInterface
public interface JsonBody {

  /** Writes one value. */
  void write(JsonGenerator json) throws IOException;

  /** The encoded body. */
  default byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.mapper().getFactory().createGenerator(bytes)) {
      write(json);
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }
}
