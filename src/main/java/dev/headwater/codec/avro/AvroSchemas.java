package dev.headwater.codec.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas that this version writes, as they stand in the folder {@code schemas}. */
final class AvroSchemas {
  private static final Map<String, Schema> BY_NAME = load();

  private AvroSchemas() {}

  /** The record or enum of that name. */
  static Schema named(String name) {
    Schema schema = BY_NAME.get(name);
    if (schema == null) {
      throw new IllegalArgumentException("no schema is named " + name);
    }
    return schema;
  }

  /** The symbols of the enum that is named as the values of the model are. */
  static <E extends Enum<E>> Symbols<E> symbols(Class<E> type) {
    return Symbols.of(type, named(type.getSimpleName()));
  }

  private static Map<String, Schema> load() {
    Schema.Parser parser = new Schema.Parser();
    // Later ones refer to types of earlier ones.
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
