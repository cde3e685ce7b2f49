package dev.headwater.sdk;

import java.util.Arrays;
import java.util.Optional;

/** The keys of the client's configuration, each with its default, unit and meaning. */
public enum Setting {
  BOOTSTRAP_SERVERS(
      "bootstrap.servers", "", "host:port, comma-separated", "The Kafka brokers. Required."),
  REGISTRY_URL("registry.url", "", "URL, comma-separated", "The schema registry. Required."),
  PRODUCER(
      "producer",
      "",
      "text",
      "The code that emits and its revision, such as https://git.example/dialogue@4f2c1d: the"
          + " producer of every run that the client starts."),
  TOPIC_PREFIX("topic.prefix", "headwater.", "text", "Events go to the topic <prefix>events."),
  QUEUE_BYTES(
      "queue.bytes",
      "33554432",
      "bytes",
      "Events that wait for delivery, in memory. What finds no room fails."),
  CLOSE_TIMEOUT_MILLIS(
      "close.timeout.millis",
      "10000",
      "milliseconds",
      "How long close() waits for what is pending."),
  CONNECT_TIMEOUT_MILLIS(
      "connect.timeout.millis",
      "5000",
      "milliseconds",
      "How long one attempt to reach Kafka may take. Never on a thread that emits."),
  RETRY_PAUSE_MILLIS(
      "retry.pause.millis",
      "100",
      "milliseconds",
      "The pause after a failed attempt, doubled from one to the next."),
  RETRY_PAUSE_MAX_MILLIS(
      "retry.pause.max.millis", "5000", "milliseconds", "The longest pause between attempts.");

  /** Keys with this prefix go to the Kafka producer without it, such as kafka.security.protocol. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Keys with this prefix go to the registry client without it. */
  public static final String REGISTRY_PREFIX = "registry.";

  private final String key;
  private final String defaultValue;
  private final String unit;
  private final String doc;

  Setting(String key, String defaultValue, String unit, String doc) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.unit = unit;
    this.doc = doc;
  }

  public String key() {
    return key;
  }

  /** Empty: none. */
  public String defaultValue() {
    return defaultValue;
  }

  public String unit() {
    return unit;
  }

  public String doc() {
    return doc;
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
