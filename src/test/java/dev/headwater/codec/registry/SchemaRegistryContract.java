package dev.headwater.codec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The contract of every registry, tested through {@link SchemaRegistry}. The test of a registry
 * inherits from this class.
 */
abstract class SchemaRegistryContract {
  /** A subject that no other test uses. */
  protected final String subject = "subject-" + UUID.randomUUID();

  protected abstract SchemaRegistry registry();

  @Test
  void register_sameSchemaTwice_givesTheSameId() {
    int id = registry().register(subject, TestSchemas.V1);
    assertThat(registry().register(subject, TestSchemas.V1)).isEqualTo(id);
    assertThat(registry().register(subject, TestSchemas.V2)).isNotEqualTo(id);
  }

  @Test
  void register_sameSchemaInOtherLayout_givesTheSameId() {
    int id = registry().register(subject, TestSchemas.V1);
    assertThat(registry().register(subject, TestSchemas.V1.replace(":", " :\n  "))).isEqualTo(id);
  }

  @Test
  void register_sameSchemaInAnotherSubject_givesTheSameId() {
    int id = registry().register(subject, TestSchemas.V1);
    assertThat(registry().register(subject + "-2", TestSchemas.V1)).isEqualTo(id);
  }

  @Test
  void register_notAvro_isRefusedBeforeAnythingIsAsked() {
    assertThatThrownBy(() -> registry().register(subject, "{\"type\":\"nonsense\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not an Avro schema");
  }

  @Test
  void schemaById_registered_givesTheSchema() {
    int id = registry().register(subject, TestSchemas.V2);
    assertThat(SchemaText.parse(registry().schemaById(id)))
        .isEqualTo(SchemaText.parse(TestSchemas.V2));
  }
}
