package dev.headwater.app.kafka;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.StartException;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.GraphCommandAvro;
import dev.headwater.codec.registry.IncompatibleSchemaException;
import dev.headwater.codec.registry.RegistryRefusedException;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;

/** Registers the schemas of the topics. */
public final class Schemas {

  /**
   * The level at which a reader with this version's schema can read everything that was ever
   * written.
   */
  public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  /** The levels that guarantee this. Somebody may have set the stricter one. */
  private static final Set<String> SUFFICIENT = Set.of(COMPATIBILITY, "FULL_TRANSITIVE");

  private final SchemaRegistry registry;

  /** Each other instance that starts at the same time can make two of them fail. */
  private static final int ATTEMPTS = 10;

  private final Map<String, String> bySubject = new LinkedHashMap<>();

  public Schemas(SchemaRegistry registry, TopicNames names) {
    this.registry = registry;
    bySubject.put(names.events() + "-value", EventAvro.schemaJson());
    bySubject.put(names.graph() + "-value", GraphCommandAvro.schemaJson());
    bySubject.put(names.alerts() + "-value", AlertAvro.schemaJson());
    bySubject.put(names.assets() + "-value", AssetSummaryAvro.schemaJson());
  }

  /** The schemas by subject. */
  public Map<String, String> bySubject() {
    return bySubject;
  }

  /** Whether a subject with this level guarantees that all that was written can be read. */
  public static boolean suffices(String level) {
    return SUFFICIENT.contains(level);
  }

  /** The registry does not answer now, but it may answer later. */
  static final class AwayException extends RetriableException {
    private static final long serialVersionUID = 1L;

    AwayException(RegistryUnavailableException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Registers all schemas. A second call changes nothing.
   *
   * @throws AwayException while the registry does not answer
   * @throws StartException if the registry refuses
   */
  public void register() {
    bySubject.forEach(this::register);
  }

  /**
   * Checks that the registry answers.
   *
   * @throws AwayException if it does not
   */
  public void look() {
    try {
      Map.Entry<String, String> one = bySubject.entrySet().iterator().next();
      registry.compatible(one.getKey(), one.getValue());
    } catch (RegistryUnavailableException away) {
      throw new AwayException(away);
    }
  }

  private void register(String subject, String schema) {
    try {
      int attempt = 1;
      while (!isSet(subject, schema, attempt == ATTEMPTS)) {
        attempt++;
      }
    } catch (RegistryUnavailableException away) {
      throw new AwayException(away);
    } catch (IncompatibleSchemaException incompatible) {
      throw new StartException(
          "the schema of this version does not fit those under "
              + subject
              + ", so data written before could not be read: "
              + incompatible.getMessage()
              + "; run the version that wrote it, or another "
              + Setting.TOPIC_PREFIX.key(),
          incompatible);
    } catch (RegistryRefusedException refused) {
      throw new StartException(
          "the schema registry refuses "
              + subject
              + ": "
              + refused.getMessage()
              + "; see "
              + Setting.REGISTRY_URL.key(),
          refused);
    }
  }

  /**
   * Sets the compatibility and registers the schema. Another instance that starts at the same time
   * may do the same: Apicurio refuses the second of two, and then there is less left to do.
   *
   * @param last whether to throw what the registry refuses, instead of returning false
   */
  private boolean isSet(String subject, String schema, boolean last) {
    try {
      if (registry.compatibility(subject).filter(SUFFICIENT::contains).isEmpty()) {
        registry.setCompatibility(subject, COMPATIBILITY);
      }
      registry.register(subject, schema);
      return true;
    } catch (IncompatibleSchemaException | RegistryRefusedException refused) {
      if (last) {
        throw refused;
      }
      return false;
    }
  }
}
