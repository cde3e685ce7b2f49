package dev.headwater.codec.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas that this version writes, loaded from the files of the folder {@code schemas}. */
final class AvroSchemas {
  private static final Map<String, Schema> BY_NAME = load();

  private AvroSchemas() {}

  /** Returns the record or enum with that name. */
  static Schema named(String name) {
    Schema schema = BY_NAME.get(name);
    if (schema == null) {
      throw new IllegalArgumentException("no schema is named " + name);
    }
    return schema;
  }

  /** Returns the symbols of the schema's enum that has the same name as the model's enum. */
  static <E extends Enum<E>> Symbols<E> symbols(Class<E> type) {
    return Symbols.of(type, named(type.getSimpleName()));
  }

  private static Map<String, Schema> load() {
    Schema.Parser parser = new Schema.Parser();
    // The order matters: later schemas refer to types of earlier ones.
    for (String file : new String[] {"LineageEvent", "Alert", "AssetSummary", "GraphCommand"}) {
      parser.parse(text(file + ".avsc"));
    }
    Map<String, Schema> byName = new LinkedHashMap<>();
    parser.getTypes().values().forEach(schema -> byName.put(schema.getName(), schema));
    return byName;
  }

  private static String text(String file) {
    try (InputStream in = AvroSchemas.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
