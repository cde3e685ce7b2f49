package dev.headwater.codec.registry;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.requests.RegisterSchemaRequest;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * A schema registry with the Confluent REST API, used through Confluent's own client. Thread-safe.
 *
 * <p>Caches schemas that were found or registered, since they never change: up to {@value
 * #CACHED_SCHEMAS} per subject. It does not cache that a schema is unknown. With several URLs, it
 * tries the next one if one cannot be reached. A call therefore takes at most the connect and read
 * timeouts times the number of URLs.
 */
public final class SchemaRegistry implements AutoCloseable {
  private static final int CACHED_SCHEMAS = 1_000;

  private static final Map<String, String> DEFAULTS =
      Map.of("http.connect.timeout.ms", "2000", "http.read.timeout.ms", "5000");

  /**
   * Confluent's code for an unknown schema id. A 404 without it may also come from a wrong path.
   */
  private static final int SCHEMA_NOT_FOUND = 40403;

  private static final int NOT_FOUND = 404;

  private static final Set<Integer> CREDENTIALS_REFUSED = Set.of(401, 403);

  /** The statuses below 500 after which the same request may succeed later. */
  private static final Set<Integer> BUSY = Set.of(408, 425, 429);

  private static final int SUBJECT_NOT_FOUND = 40401;

  /** The user and the password in a URL, which no message may show. */
  private static final Pattern WITH_USER = Pattern.compile("(?<=://)[^/@\\s,]*@");

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
   * Creates a client; sends no request yet.
   *
   * @param urls at least one, including the path, if any ({@code http://host/apis/ccompat/v7})
   * @param config settings of the Confluent client, with its own names: {@code
   *     basic.auth.credentials.source} and {@code basic.auth.user.info}, {@code
   *     bearer.auth.credentials.source} and {@code bearer.auth.token}, {@code
   *     schema.registry.ssl.truststore.location} and the like, {@code http.connect.timeout.ms}
   *     (default 2000) and {@code http.read.timeout.ms} (default 5000)
   * @throws IllegalArgumentException if there is no URL, or the client rejects the settings
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
    // The client's own check asks about the latest version only. Without a version, the registry
    // applies the subject's level, which may be transitive.
    return new SchemaRegistry(
        client, byLevel(rest), WITH_USER.matcher(String.join(",", addresses)).replaceAll("***@"));
  }

  private static CompatibilityCheck byLevel(RestService rest) {
    return (subject, schema) -> {
      try {
        return rest.testCompatibility(
                new RegisterSchemaRequest(schema), subject, null, false, false)
            .isEmpty();
      } catch (RestClientException e) {
        if (e.getErrorCode() == SUBJECT_NOT_FOUND) {
          return true; // some registries answer this, others that the schema is compatible
        }
        throw e;
      }
    };
  }

  /** Wraps an existing client: the in-memory client of the library, in tests. */
  static SchemaRegistry overClient(SchemaRegistryClient client) {
    return new SchemaRegistry(client, client::testCompatibility, "in memory");
  }

  /**
   * Checks that a schema registry answers, by asking for its subjects.
   *
   * @throws NoRegistryException if another server answers
   * @throws RegistryUnavailableException if there is no answer, or one that may pass: no access, an
   *     overloaded or a failing server
   */
  public void requireRegistry() {
    String asked = "asked for GET " + name + "/subjects, it answered ";
    try {
      client.getAllSubjects();
    } catch (RestClientException e) {
      int status = e.getStatus();
      boolean mayPass =
          CREDENTIALS_REFUSED.contains(status) || BUSY.contains(status) || status >= 500;
      if (mayPass) {
        throw refusal("cannot list the subjects at " + name + ": ", e);
      }
      throw new NoRegistryException(
          "what answers at " + name + " is no schema registry: " + asked + status, e);
    } catch (IOException e) {
      if (isNoAnswerOfARegistry(e)) {
        throw new NoRegistryException(
            "what answers at "
                + name
                + " is no schema registry: "
                + asked
                + "something other than a JSON list of names",
            e);
      }
      throw unreachable("list the subjects", e);
    }
  }

  /**
   * Whether the text could not be read as the expected JSON, or is not HTTP. The library's JSON
   * parser is relocated, so its exception is known by its name.
   */
  private static boolean isNoAnswerOfARegistry(IOException failure) {
    for (Class<?> kind = failure.getClass(); kind != null; kind = kind.getSuperclass()) {
      if (kind.getSimpleName().equals("JsonProcessingException")
          || kind.getSimpleName().equals("JacksonException")) {
        return true;
      }
    }
    return String.valueOf(failure.getMessage()).contains("Invalid Http response");
  }

  private static String withoutTrailingSlash(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }

  /**
   * Registers a schema under a subject, unless it is registered already.
   *
   * @param schemaJson an Avro schema
   * @return the id of the schema
   * @throws IllegalArgumentException if it is not an Avro schema
   * @throws IncompatibleSchemaException if it is not compatible with a schema of the subject
   * @throws RegistryUnavailableException if the registry gives no usable answer, such as one
   *     without an id: nobody could read a record that names it
   * @throws RegistryRefusedException if the registry refuses for another reason
   */
  public int register(String subject, String schemaJson) {
    ParsedSchema schema = parsed(schemaJson);
    String what = "register a schema of " + subject;
    int id = ask(what, () -> client.register(subject, schema));
    if (id <= 0) {
      throw new RegistryUnavailableException(
          "cannot " + what + " at " + name + ": it answered without the id of a schema", null);
    }
    return id;
  }

  /**
   * Returns the schema with that id, as JSON.
   *
   * @throws UnknownSchemaException if the registry has no schema with that id
   * @throws RegistryUnavailableException if the registry gives no usable answer
   */
  public String schemaById(int id) {
    if (id <= 0) { // no registry gives such an id, and some answer as if the question were wrong
      throw new UnknownSchemaException("no schema has the id " + id);
    }
    try {
      return ask("find schema " + id, () -> client.getSchemaById(id)).canonicalString();
    } catch (RegistryRefusedException e) {
      // This is not an answer about the id, so no data may be discarded because of it.
      throw new RegistryUnavailableException(e.getMessage(), e);
    }
  }

  /**
   * Returns whether the schema may be registered under the subject, according to the subject's
   * level. True for a subject that does not exist. Some registries, such as Apicurio's, check more
   * here than at registration: compatibility with every version, even if the level is not
   * transitive.
   *
   * @throws IllegalArgumentException if it is not an Avro schema
   * @throws RegistryUnavailableException if the registry gives no usable answer
   */
  public boolean compatible(String subject, String schemaJson) {
    ParsedSchema schema = parsed(schemaJson);
    return ask("check a schema of " + subject, () -> check.compatible(subject, schema));
  }

  /**
   * Sets the compatibility level of a subject. The subject need not exist yet.
   *
   * @param level {@code BACKWARD_TRANSITIVE} or another of Confluent's names
   * @throws RegistryRefusedException if the registry does not know the level
   * @throws RegistryUnavailableException if the registry gives no usable answer
   */
  public void setCompatibility(String subject, String level) {
    ask(
        "set the compatibility of " + subject + " to " + level,
        () -> client.updateCompatibility(subject, level));
  }

  /**
   * Returns the compatibility level that is set for the subject itself; empty if there is none.
   *
   * @throws RegistryUnavailableException if the registry gives no usable answer
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

  /**
   * Returns whether the registry takes no new schema under the subject. Some registries do not tell
   * their mode; they count as taking new ones.
   *
   * @throws RegistryUnavailableException if the registry gives no usable answer
   */
  public boolean readOnly(String subject) {
    return ask(
        "find the mode of " + subject,
        () -> isReadOnly(() -> client.getMode(subject)) || isReadOnly(client::getMode));
  }

  private static boolean isReadOnly(Call<String> mode) throws IOException, RestClientException {
    try {
      return String.valueOf(mode.run()).startsWith("READONLY");
    } catch (RestClientException e) {
      if (e.getStatus() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
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
      throw unreachable(what, e);
    }
  }

  private RegistryUnavailableException unreachable(String what, IOException e) {
    return new RegistryUnavailableException(
        "cannot " + what + ": the schema registry at " + name + " is not reachable (" + e + ")", e);
  }

  private static RegistryException refusal(String what, RestClientException e) {
    int status = e.getStatus();
    if (CREDENTIALS_REFUSED.contains(status)) {
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

  /** Closes the client. The result of a later call is undefined. */
  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new RegistryUnavailableException("cannot close the registry client: " + e, e);
    }
  }
}
