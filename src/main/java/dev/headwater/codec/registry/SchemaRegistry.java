package dev.headwater.codec.registry;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.requests.RegisterSchemaRequest;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * A schema registry that speaks the Confluent REST API, reached through the genuine Confluent
 * client. Thread-safe.
 *
 * <p>Schemas found or registered are kept (they never change), up to {@value #CACHED_SCHEMAS} a
 * subject; that a schema is unknown is asked again each time. Of several URLs, the next is tried
 * where one cannot be reached, so that a call takes at most the connect and read timeouts times the
 * number of URLs.
 */
public final class SchemaRegistry implements AutoCloseable {
  private static final int CACHED_SCHEMAS = 1_000;

  private static final Map<String, String> DEFAULTS =
      Map.of("http.connect.timeout.ms", "2000", "http.read.timeout.ms", "5000");

  /** Confluent's code for an unknown schema id; a bare 404 may as well come from a wrong path. */
  private static final int SCHEMA_NOT_FOUND = 40403;

  private static final int NOT_FOUND = 404;

  private static final int SUBJECT_NOT_FOUND = 40401;

  private final SchemaRegistryClient client;
  private final CompatibilityCheck check;
  private final String name;

  private interface CompatibilityCheck {
    boolean compatible(String subject, ParsedSchema schema) throws IOException, RestClientException;
  }

  private interface Call<T> {
    T run() throws IOException, RestClientException;
  }

  private SchemaRegistry(SchemaRegistryClient client, CompatibilityCheck check, String name) {
    this.client = client;
    this.check = check;
    this.name = name;
  }

  /**
   * Makes a client; nothing is asked yet.
   *
   * @param urls at least one; the path, if any, belongs to it ({@code http://host/apis/ccompat/v7})
   * @param config the Confluent client's own settings, in its own names: {@code
   *     basic.auth.credentials.source} and {@code basic.auth.user.info}, {@code
   *     bearer.auth.credentials.source} and {@code bearer.auth.token}, {@code
   *     schema.registry.ssl.truststore.location} and the like, {@code http.connect.timeout.ms}
   *     (2000) and {@code http.read.timeout.ms} (5000)
   * @throws IllegalArgumentException if there is no URL, or the client does not take the settings
   */
  public static SchemaRegistry connect(List<URI> urls, Map<String, String> config) {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no schema registry URL is given");
    }
    List<String> addresses = urls.stream().map(SchemaRegistry::withoutTrailingSlash).toList();
    Map<String, String> settings = new HashMap<>(DEFAULTS);
    settings.putAll(config);
    RestService rest = new RestService(addresses);
    SchemaRegistryClient client;
    try {
      client = new CachedSchemaRegistryClient(rest, CACHED_SCHEMAS, settings);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("schema registry settings: " + e.getMessage(), e);
    }
    // The client's own check asks about the latest version only; without a version, the registry
    // judges by the subject's level, which may be transitive.
    return new SchemaRegistry(client, byLevel(rest), String.join(",", addresses));
  }

  private static CompatibilityCheck byLevel(RestService rest) {
    return (subject, schema) -> {
      try {
        return rest.testCompatibility(
                new RegisterSchemaRequest(schema), subject, null, false, false)
            .isEmpty();
      } catch (RestClientException e) {
        if (e.getErrorCode() == SUBJECT_NOT_FOUND) {
          return true; // some registries say so, others that there is nothing to be compatible with
        }
        throw e;
      }
    };
  }

  /** On a client made elsewhere: the in-memory one of the client library, in tests. */
  static SchemaRegistry overClient(SchemaRegistryClient client) {
    return new SchemaRegistry(client, client::testCompatibility, "in memory");
  }

  private static String withoutTrailingSlash(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }

  /**
   * Registers a schema under a subject, unless it is there already.
   *
   * @param schemaJson an Avro schema
   * @return its id
   * @throws IllegalArgumentException if it is not an Avro schema
   * @throws IncompatibleSchemaException if the subject holds one that it is not compatible with
   * @throws RegistryUnavailableException if the registry cannot be asked
   * @throws RegistryRefusedException if it refuses for another reason
   */
  public int register(String subject, String schemaJson) {
    ParsedSchema schema = parsed(schemaJson);
    return ask("register a schema of " + subject, () -> client.register(subject, schema));
  }

  /**
   * The schema of an id, as JSON.
   *
   * @throws UnknownSchemaException if the registry has none
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public String schemaById(int id) {
    try {
      return ask("find schema " + id, () -> client.getSchemaById(id)).canonicalString();
    } catch (RegistryRefusedException e) {
      // not an answer about this id: nothing may be thrown away for it
      throw new RegistryUnavailableException(e.getMessage(), e);
    }
  }

  /**
   * Whether the schema may be registered under the subject, by the level set for it. So it is for a
   * subject that does not exist. Some registries (Apicurio's) ask more here than when registering:
   * compatibility with every version, where the level is not transitive.
   *
   * @throws IllegalArgumentException if it is not an Avro schema
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public boolean compatible(String subject, String schemaJson) {
    ParsedSchema schema = parsed(schemaJson);
    return ask("check a schema of " + subject, () -> check.compatible(subject, schema));
  }

  /**
   * Sets the compatibility level of a subject, which need not exist yet.
   *
   * @param level {@code BACKWARD_TRANSITIVE} or another of Confluent's names
   * @throws RegistryRefusedException if the registry does not know the level
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public void setCompatibility(String subject, String level) {
    ask(
        "set the compatibility of " + subject + " to " + level,
        () -> client.updateCompatibility(subject, level));
  }

  /**
   * The compatibility level set for a subject of its own; empty if there is none.
   *
   * @throws RegistryUnavailableException if the registry cannot be asked
   */
  public Optional<String> compatibility(String subject) {
    return ask(
        "find the compatibility of " + subject,
        () -> {
          try {
            return Optional.ofNullable(client.getCompatibility(subject));
          } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private static ParsedSchema parsed(String schemaJson) {
    try {
      return new AvroSchema(schemaJson);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not an Avro schema: " + e.getMessage(), e);
    }
  }

  private <T> T ask(String what, Call<T> call) {
    try {
      return call.run();
    } catch (RestClientException e) {
      throw refusal("cannot " + what + " at " + name + ": ", e);
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "cannot " + what + ": the schema registry at " + name + " is not reachable (" + e + ")",
          e);
    }
  }

  private static RegistryException refusal(String what, RestClientException e) {
    int status = e.getStatus();
    if (status == 401 || status == 403) {
      return new RegistryUnavailableException(
          what + "it does not accept our credentials (" + status + "): " + e.getMessage(), e);
    }
    if (status == 409) {
      return new IncompatibleSchemaException(what + e.getMessage(), e);
    }
    if (status == 404 && e.getErrorCode() == SCHEMA_NOT_FOUND) {
      return new UnknownSchemaException(what + e.getMessage(), e);
    }
    if (status == 400 || status == 422 || (status == 404 && e.getErrorCode() / 100 == 404)) {
      return new RegistryRefusedException(what + e.getMessage(), e);
    }
    if (status == 404) {
      return new RegistryUnavailableException(
          what + "there is no schema registry at this path (404): " + e.getMessage(), e);
    }
    return new RegistryUnavailableException(
        what + "it answered " + status + ": " + e.getMessage(), e);
  }

  /** Ends the client; calls after it have no defined result. */
  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new RegistryUnavailableException("cannot close the registry client: " + e, e);
    }
  }
}
