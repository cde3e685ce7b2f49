package dev.headwater.sdk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The keys of the client's configuration, each with its default, unit and meaning. */
public enum Setting {
  ENABLED(
      "enabled",
      "true",
      "true or false",
      "false makes the client do nothing, and need no servers."),
  CONFIG_FILE(
      "config.file", "", "file", "A properties file with any of these keys. Must exist, if named."),
  BOOTSTRAP_SERVERS(
      "bootstrap.servers", "", "host:port, comma-separated", "The Kafka brokers. Required."),
  REGISTRY_URL("registry.url", "", "URL, comma-separated", "The schema registry. Required."),
  URL(
      "url",
      "http://127.0.0.1:8080",
      "URL",
      "The HTTP API of Headwater, which gate() asks. Not needed to emit."),
  TOKEN_FILE(
      "token.file",
      "",
      "file",
      "A file with the token that gate() shows to Headwater. Read for every question, so that it"
          + " may change."),
  TOKEN(
      "token",
      "",
      "text",
      "The token itself, if no file is named. Rather use a file: others may see settings and the"
          + " environment of a process."),
  CA_FILE(
      "ca.file",
      "",
      "file",
      "For a url with https: certificates (PEM) of the authorities to trust, and no others. Empty"
          + " is those that Java trusts."),
  PRODUCER(
      "producer",
      "",
      "text",
      "The code that emits and its revision, such as https://git.example/dialogue@4f2c1d: the"
          + " producer of every run that the client starts."),
  TOPIC_PREFIX(
      "topic.prefix", "headwater.", "text", "The topic of events is this, followed by events."),
  QUEUE_BYTES(
      "queue.bytes",
      "33554432",
      "bytes",
      "Events that wait for delivery, in memory; half of it is shared memory, where there is such."
          + " What finds no room there nor in the spool is dropped, as is an event larger than half"
          + " of it."),
  SPOOL_DIR(
      "spool.dir",
      "",
      "folder",
      "Where events wait that are not delivered yet; any number of processes may share it. What is"
          + " left there for other brokers or another topic waits for a client of theirs. Empty is a"
          + " folder of its own for these brokers and topic, below .headwater/spool in the user's"
          + " home."),
  SPOOL_BYTES(
      "spool.bytes",
      "268435456",
      "bytes",
      "What the folder of the spool may hold; 0 is no spool. Each process may exceed it by one"
          + " segment, which is an eighth of it and at most 8 MiB."),
  SPOOL_SYNC_MILLIS(
      "spool.sync.millis",
      "200",
      "milliseconds",
      "An event that waits for longer is forced to the disk, so that it outlives the machine. It"
          + " outlives the process as soon as emit returns (Linux), or as it is written, some"
          + " milliseconds later. 0 forces each before it is sent."),
  PROMPTS(
      "prompts",
      "full",
      "full or hashed",
      "hashed sends the SHA-256 and the length of every prompt in place of its text."),
  GATE_TIMEOUT_MILLIS(
      "gate.timeout.millis",
      "10000",
      "milliseconds",
      "How long gate() may take in all. While Headwater is behind, it is asked again until then."),
  GATE_WHEN_AWAY(
      "gate.when.away",
      "INDETERMINATE",
      "PASS, FAIL or INDETERMINATE",
      "What gate() answers when Headwater does not."),
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

  /**
   * Keys with this prefix go to Kafka's clients, without the prefix. Example:
   * kafka.security.protocol.
   */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Keys with this prefix go to the registry client, without the prefix. */
  public static final String REGISTRY_PREFIX = "registry.";

  /** The prefix of environment variables. */
  static final String VARIABLE_PREFIX = "HEADWATER_";

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

  /** Returns the environment variable of this key, such as HEADWATER_BOOTSTRAP_SERVERS. */
  public String variable() {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Returns the default value; empty if there is none. */
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
