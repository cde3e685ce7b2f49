package dev.headwater.app.kafka;

import dev.headwater.app.settings.Secrets;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.settings.StartException;
import dev.headwater.codec.registry.NoRegistryException;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.http.ingest.KafkaEventSink;
import dev.headwater.http.ingest.KafkaOpenLineageSink;
import dev.headwater.quarantine.Origins;
import dev.headwater.quarantine.Quarantine;
import dev.headwater.quarantine.ScanLimits;
import dev.headwater.stream.TopicNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates connections to Kafka and the registry from the settings. The caller owns and closes them.
 */
public final class Connections {

  private static final long PATIENCE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final Settings settings;
  private final TopicNames names;

  public Connections(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
  }

  /** The name of Kafka in messages, with its address. */
  public String kafkaName() {
    return "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS);
  }

  /** The name of the registry in messages, with its address. */
  public String registryName() {
    return "the schema registry at " + Secrets.withoutUser(settings.text(Setting.REGISTRY_URL));
  }

  public Admin admin() {
    return Admin.create(kafka());
  }

  public Map<String, Object> kafka() {
    return new HashMap<>(settings.kafka());
  }

  /**
   * Creates a client of the registry; it does not send a request yet.
   *
   * @throws SettingsException if the settings of the registry are wrong
   */
  public SchemaRegistry registry() {
    return connect(registryUrls());
  }

  /**
   * Creates a client for one of the registry's URLs alone; it does not send a request yet.
   *
   * @throws SettingsException if the settings of the registry are wrong
   */
  public SchemaRegistry registryAt(URI url) {
    return connect(List.of(url));
  }

  /**
   * The URLs of the registry.
   *
   * @throws SettingsException if one is no URL of the web
   */
  public List<URI> registryUrls() {
    return Arrays.stream(settings.text(Setting.REGISTRY_URL).split(","))
        .map(url -> registryUrl(url.strip()))
        .toList();
  }

  private URI registryUrl(String text) {
    URI url = webUrl(text);
    String address = url.getRawAuthority().replaceFirst(".*@", "");
    boolean isKafka =
        Arrays.stream(settings.text(Setting.BOOTSTRAP_SERVERS).split(","))
            .anyMatch(server -> server.strip().equalsIgnoreCase(address));
    if (isKafka) { // Kafka closes the connection, as a server does that is about to start
      throw new SettingsException(
          Setting.REGISTRY_URL.key()
              + ": "
              + address
              + " is a broker of Kafka, by "
              + Setting.BOOTSTRAP_SERVERS.key()
              + "; name the schema registry");
    }
    return url;
  }

  private static URI webUrl(String text) {
    String wanted = " must be http://HOST:PORT or https://HOST:PORT, perhaps with a path";
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme());
      // Names of containers may have an underscore, which is no host in the strict sense.
      if (url.getRawAuthority() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return url;
      }
    } catch (URISyntaxException wrong) {
      throw new SettingsException(Setting.REGISTRY_URL.key() + wanted, wrong);
    }
    throw new SettingsException(
        Setting.REGISTRY_URL.key() + wanted + ", not '" + Secrets.withoutUser(text) + "'");
  }

  private SchemaRegistry connect(List<URI> urls) {
    try {
      return SchemaRegistry.connect(urls, settings.registry());
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(
          Setting.REGISTRY_URL.key() + ": " + settings.masked(wrong.getMessage()), wrong);
    }
  }

  /**
   * Checks that no URL of the registry is another server's. A URL that nothing answers at passes.
   *
   * @throws StartException that names the URL and what was asked
   */
  public void requireNoOtherServer() {
    for (URI url : registryUrls()) {
      try (SchemaRegistry one = registryAt(url)) {
        one.requireRegistry();
      } catch (NoRegistryException other) {
        throw new StartException(other.getMessage() + "; see " + Setting.REGISTRY_URL.key(), other);
      } catch (RegistryUnavailableException away) {
        LOG.debug("whether a registry is at {} is not known yet", Secrets.withoutUser("" + url));
      }
    }
  }

  /** A sink that sends to the events topic. */
  public KafkaEventSink eventSink(SchemaRegistry registry) {
    EventEncoder encoder = new EventEncoder(registry::register, names.events());
    return KafkaEventSink.connect(
        kafka(),
        names.events(),
        encoder::encode,
        Math.toIntExact(WantedTopic.maxRecordBytes(settings)));
  }

  /**
   * A consumer that reads committed records, and commits nothing by itself.
   *
   * @param more settings
   */
  public Consumer<byte[], byte[]> reader(Map<String, Object> more) {
    Map<String, Object> config = kafka();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.putAll(more);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A sink that sends to the OpenLineage topic. */
  public KafkaOpenLineageSink openLineageSink() {
    return KafkaOpenLineageSink.connect(
        kafka(), names.openlineage(), Math.toIntExact(WantedTopic.maxRecordBytes(settings)));
  }

  /**
   * The quarantine, with a producer of its own.
   *
   * @param consumer creates a consumer that reads committed records only and belongs to no group
   */
  public Quarantine quarantine(Supplier<Consumer<byte[], byte[]>> consumer) {
    return new Quarantine(
        consumer,
        KafkaEventSink.producer(kafka(), Math.toIntExact(WantedTopic.maxRecordBytes(settings))),
        names.quarantine(),
        new Origins(names.events(), new TopicNames(names.prefix()).graph(), names.openlineage()),
        new ScanLimits(
            settings.count(Setting.QUARANTINE_SCAN_RECORDS),
            settings.number(Setting.QUARANTINE_SCAN_BYTES),
            settings.count(Setting.QUARANTINE_SCAN_KEPT),
            Duration.ofMillis(settings.number(Setting.QUARANTINE_SCAN_MILLIS))),
        Clock.systemUTC());
  }

  /**
   * Checks that Kafka answers within 10 s and has the events topic. A sender needs this check:
   * sending to a topic that does not exist could create it, with settings that lose events.
   *
   * @throws StartException with what to do, if the check fails
   */
  public void requireEventsTopic() {
    try (Admin admin = admin()) {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(List.of(names.events()))
              .allTopicNames()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (found.isEmpty()) {
        throw noTopic(null);
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        throw noTopic(failed);
      }
      throw unreachable(failed);
    } catch (TimeoutException | KafkaException failed) {
      throw unreachable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while asking " + kafkaName(), stopped);
    }
  }

  private StartException noTopic(Exception cause) {
    return new StartException(
        "there is no topic "
            + names.events()
            + " on "
            + kafkaName()
            + "; Headwater (command serve) creates it, and "
            + Setting.TOPIC_PREFIX.key()
            + " says how topics are called",
        cause);
  }

  private StartException unreachable(Exception cause) {
    return new StartException(
        "cannot use "
            + kafkaName()
            + " ("
            + Kafka.reason(cause)
            + "); start it, or give the right address",
        cause);
  }
}
