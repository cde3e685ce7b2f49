package dev.headwater.codec.avro;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Finds the classes that were generated from our schemas.
 *
 * <p>Since 1.12.2 Avro loads no class by the name in a schema unless a system property or a setting
 * for the whole JVM trusts it. A pipeline's JVM is not ours to configure, so our own classes, and
 * no others, are looked up here.
 */
final class GeneratedClasses extends SpecificData {
  static final GeneratedClasses INSTANCE = new GeneratedClasses();

  private static final String PREFIX = dev.headwater.avro.LineageEvent.class.getPackageName() + ".";

  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

  private GeneratedClasses() {
    super(GeneratedClasses.class.getClassLoader());
    addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    // Both would go around the checks of our readers; system properties decide them otherwise.
    setFastReaderEnabled(false);
    setCustomCoders(false);
  }

  @Override
  @SuppressWarnings("rawtypes") // The type that is overridden.
  public Class getClass(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM ->
          schema.getFullName().startsWith(PREFIX) ? generatedOnce(schema.getFullName()) : null;
      case FIXED -> null;
      default -> super.getClass(schema);
    };
  }

  private Class<?> generatedOnce(String name) {
    Class<?> known = classes.get(name);
    return known != null ? known : classes.computeIfAbsent(name, this::generated);
  }

  private Class<?> generated(String name) {
    try {
      Class<?> type = Class.forName(name, false, getClassLoader());
      if (SpecificRecord.class.isAssignableFrom(type) || type.isEnum()) {
        return type;
      }
      throw new IllegalStateException(name + " was not generated from a schema");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " was not generated from its schema", e);
    }
  }
}
