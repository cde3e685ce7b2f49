package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.sdk.internal.KafkaTransport;
import dev.headwater.sdk.internal.UnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Connects to the Kafka brokers and the schema registry that the settings name. */
final class ServerConnections implements KafkaTransport.Connections {

  /** The largest event that the contract allows, and the bytes around it. */
  private static final int MAX_REQUEST_BYTES = 6 * 1024 * 1024;

  private final ClientSettings settings;
  private final SchemaRegistry registry;
  private final ProducerConfig producerConfig;

  /**
   * Checks the settings. Connects to no server yet.
   *
   * @throws IllegalArgumentException when the client library of Kafka or of the registry rejects
   *     the settings that are passed on to it
   */
  ServerConnections(ClientSettings settings) {
    this.settings = settings;
    try {
      producerConfig = new ProducerConfig(producerSettings());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(Setting.KAFKA_PREFIX + "*: " + e.getMessage(), e);
    }
    registry = SchemaRegistry.connect(settings.registryUrls(), settings.registryConfig());
  }

  @Override
  public int schemaId() throws UnavailableException {
    try {
      return registry.register(settings.topic() + "-value", EventAvro.schemaJson());
    } catch (RegistryException e) {
      // Also after a refusal: a retry loses nothing, and somebody may repair the registry.
      throw new UnavailableException(e.getMessage(), e);
    }
  }

  @Override
  public void requireTopic(String topic) throws UnavailableException, InterruptedException {
    long timeoutMillis = settings.number(Setting.CONNECT_TIMEOUT_MILLIS);
    Map<String, Object> config = common();
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeoutMillis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeoutMillis);
    Admin admin = null;
    try {
      admin = Admin.create(config);
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnavailableException(
            "the topic " + topic + " does not exist yet; Headwater creates it when it starts",
            e.getCause());
      }
      throw kafkaAway(e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw kafkaAway(e);
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  @Override
  public Producer<byte[], byte[]> producer() throws UnavailableException {
    try {
      return new KafkaProducer<>(
          producerConfig.originals(), new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw kafkaAway(e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> config = common();
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.putIfAbsent(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.number(Setting.CONNECT_TIMEOUT_MILLIS));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return config;
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>(settings.kafkaConfig());
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get(Setting.BOOTSTRAP_SERVERS));
    config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "headwater-sdk");
    return config;
  }

  private UnavailableException kafkaAway(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new UnavailableException(
        "Kafka at "
            + settings.get(Setting.BOOTSTRAP_SERVERS)
            + " does not answer: "
            + root.getMessage(),
        cause);
  }
}
