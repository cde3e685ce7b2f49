package dev.headwater.codec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The further contract of a registry that is reached over HTTP. */
abstract class RemoteRegistryContract extends SchemaRegistryContract {
  private static final String LEVEL = "BACKWARD_TRANSITIVE";

  /** On a busy machine a registry that has just started takes seconds for its first answers. */
  private static final Map<String, String> PATIENT = Map.of("http.read.timeout.ms", "60000");

  protected abstract URI url();

  @Override
  protected SchemaRegistry registry() {
    return SchemaRegistry.connect(List.of(url()), PATIENT);
  }

  @Test
  void schemaById_neverGiven_isUnknown() {
    assertThatThrownBy(() -> registry().schemaById(987_654_321))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void register_compatible_isTaken() {
    registry().setCompatibility(subject, LEVEL);
    registry().register(subject, TestSchemas.V1);
    assertThat(registry().compatible(subject, TestSchemas.V2)).isTrue();
    registry().register(subject, TestSchemas.V2);
  }

  @Test
  void register_incompatible_isRefused() {
    registry().setCompatibility(subject, LEVEL);
    registry().register(subject, TestSchemas.V1);
    assertThat(registry().compatible(subject, TestSchemas.INCOMPATIBLE)).isFalse();
    assertThatThrownBy(() -> registry().register(subject, TestSchemas.INCOMPATIBLE))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void register_incompatibleWithAnOlderVersionOnly_isRefused() {
    registry().setCompatibility(subject, LEVEL);
    registry().register(subject, TestSchemas.V1);
    registry().register(subject, TestSchemas.V3);
    assertThat(registry().compatible(subject, TestSchemas.INCOMPATIBLE_WITH_FIRST_ONLY)).isFalse();
    assertThatThrownBy(() -> registry().register(subject, TestSchemas.INCOMPATIBLE_WITH_FIRST_ONLY))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @Test
  void register_incompatibleWithAnOlderVersionAtAWeakerLevel_isTaken() {
    registry().setCompatibility(subject, "BACKWARD");
    registry().register(subject, TestSchemas.V1);
    registry().register(subject, TestSchemas.V3);
    registry().register(subject, TestSchemas.INCOMPATIBLE_WITH_FIRST_ONLY);
  }

  @Test
  void compatible_subjectNeverNamed_isTrue() {
    assertThat(registry().compatible(subject, TestSchemas.V1)).isTrue();
  }

  @Test
  void compatibility_isTheOneSetForTheSubject() {
    assertThat(registry().compatibility(subject)).isEmpty();
    registry().setCompatibility(subject, "FULL_TRANSITIVE");
    assertThat(registry().compatibility(subject)).contains("FULL_TRANSITIVE");
  }

  @Test
  void setCompatibility_noSuchLevel_isRefused() {
    assertThatThrownBy(() -> registry().setCompatibility(subject, "SIDEWAYS"))
        .isInstanceOf(RegistryRefusedException.class);
  }

  @Test
  void connect_firstOfTwoUrlsDead_usesTheOther() throws Exception {
    SchemaRegistry registry =
        SchemaRegistry.connect(List.of(StandInRegistry.dead(), url()), PATIENT);
    int id = registry.register(subject, TestSchemas.V1);
    assertThat(registry().register(subject, TestSchemas.V1)).isEqualTo(id);
  }

  @Test
  void schemaById_urlWithTrailingSlash_works() {
    int id = registry().register(subject, TestSchemas.V1);
    SchemaRegistry slashed = SchemaRegistry.connect(List.of(URI.create(url() + "/")), PATIENT);
    assertThat(slashed.schemaById(id)).contains("\"a\"");
  }

  @Test
  void schemaById_pathWithoutARegistry_isUnavailableAndNotUnknown() {
    SchemaRegistry wrong = SchemaRegistry.connect(List.of(url().resolve("/nowhere")), PATIENT);
    assertThatThrownBy(() -> wrong.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("no schema registry at this path");
  }
}
