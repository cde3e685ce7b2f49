package dev.headwater.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lists every configuration key, with its default, its unit and its purpose. No other place defines
 * keys. A test compares the table in OPERATIONS.md with this list.
 */
public enum Setting {
  BOOTSTRAP_SERVERS(
      "bootstrap.servers", Kind.REQUIRED, "", "host:port,..", "The Kafka brokers to begin with."),
  REGISTRY_URL(
      "registry.url",
      Kind.REQUIRED,
      "",
      "URL,..",
      "The schema registry; several are tried in turn."),
  TOPIC_PREFIX("topic.prefix", Kind.TEXT, "headwater.", "", "What all topic names begin with."),
  TOPIC_PARTITIONS(
      "topic.partitions",
      Kind.count(1, 1_000),
      "8",
      "partitions",
      "How many partitions the topics of events and commands get when they are created. It cannot"
          + " be changed later: it decides which task owns an asset."),
  TOPIC_REPLICATION(
      "topic.replication",
      Kind.count(-1, 100),
      "-1",
      "replicas",
      "Replication of the topics when they are created; -1 is the broker's default."),
  APPLICATION_ID(
      "application.id",
      Kind.TEXT,
      "headwater",
      "",
      "The consumer group, and what internal topics begin with. Instances with the same id share"
          + " the work."),
  INSTANCE_ID(
      "instance.id",
      Kind.TEXT,
      "",
      "",
      "This instance's name in the group, the same after a restart, and that of no other instance;"
          + " empty is the host's name."),
  SESSION_TIMEOUT_MILLIS(
      "session.timeout.millis",
      Kind.count(1_000, 1_800_000),
      "10000",
      "milliseconds",
      "After how long without a sign of life the other instances take over the partitions of this"
          + " one. Brokers refuse less than their group.min.session.timeout.ms (6000)."),
  THREADS("threads", Kind.count(1, 256), "2", "threads", "Stream threads of this instance."),
  STANDBY_REPLICAS(
      "standby.replicas",
      Kind.count(0, 10),
      "1",
      "replicas",
      "Warm copies of the state on other instances; costs nothing while there is one instance."),
  STATE_DIR(
      "state.dir",
      Kind.TEXT,
      "headwater-state",
      "folder",
      "Where the state is kept on disk. It may be lost: it is restored from Kafka."),
  STORE_CACHE_BYTES(
      "store.cache.bytes",
      Kind.count(1 << 20, Long.MAX_VALUE),
      "67108864",
      "bytes",
      "Cache of state read from disk, shared by all tasks; outside the heap."),
  STORE_WRITE_BUFFER_BYTES(
      "store.write.buffer.bytes",
      Kind.count(1 << 20, Long.MAX_VALUE),
      "67108864",
      "bytes",
      "State not yet written to disk, shared by all tasks; outside the heap."),
  HTTP_HOST(
      "http.host",
      Kind.TEXT,
      "127.0.0.1",
      "address",
      "The address to listen at; 0.0.0.0 is every interface. There is no authentication."),
  HTTP_PORT("http.port", Kind.count(0, 65_535), "8080", "port", "The port; 0 is a free one."),
  HTTP_ADVERTISED_HOST(
      "http.advertised.host",
      Kind.TEXT,
      "",
      "address",
      "Where the other instances reach this one; empty is http.host, or the host's name if that is"
          + " 0.0.0.0."),
  HTTP_MAX_BODY_BYTES(
      "http.max.body.bytes",
      Kind.count(1_024, 1 << 30),
      "5242880",
      "bytes",
      "The largest request body, or line of one where it is of lines."),
  HTTP_MAX_LAG_EVENTS(
      "http.max.lag.events",
      Kind.count(1, 1_000_000_000),
      "1000000",
      "events",
      "How many events may wait for the processing before POST /events answers 429 to more."),
  READY_MAX_LAG_EVENTS(
      "ready.max.lag.events",
      Kind.count(0, 1_000_000_000),
      "10000",
      "events",
      "How far the partitions of an instance that starts may be behind when it becomes ready"
          + " (/readyz). Once ready it stays so while it falls behind."),
  REPRESENTATION_MAX_ASSETS(
      "representation.max.assets",
      Kind.count(1, 100_000),
      "10000",
      "assets",
      "How many assets a read of who is represented looks at: the asset and all that it descends"
          + " from. With more, what depends on the rest counts as unknown, and the answer says that"
          + " it is not complete."),
  WORK_BUDGET(
      "work.budget",
      Kind.count(1, 1_000_000),
      "5000",
      "commands",
      "How much one record may set off at once; the rest goes on by messages to itself."),
  POLICY_FILE(
      "policy.file",
      Kind.TEXT,
      "",
      "file",
      "The policy (YAML): required conditions, grace periods, limits, severities, what the gate"
          + " regards; empty is the default one."),
  OPENLINEAGE_VERSIONS(
      "openlineage.versions",
      Kind.choice("none", "facet"),
      "none",
      "",
      "Which version OpenLineage's datasets get: none, or that of their version facet, where they"
          + " have one. A chain breaks where one tool reports versions and the next does not."),
  OPENLINEAGE_RUN_KEPT_MILLIS(
      "openlineage.run.kept.millis",
      Kind.count(3_600_000, Long.MAX_VALUE),
      "604800000",
      "milliseconds",
      "How long what OpenLineage said of a run is remembered after its last event."),
  GRAPH_PURGE_INTERVAL_MILLIS(
      "graph.purge.interval.millis",
      Kind.count(1_000, 86_400_000),
      "60000",
      "milliseconds",
      "How often commands that are processed are removed from their topic."),
  SHUTDOWN_TIMEOUT_MILLIS(
      "shutdown.timeout.millis",
      Kind.count(1_000, 3_600_000),
      "30000",
      "milliseconds",
      "How long an orderly stop may take.");

  private final String key;
  private final Kind kind;
  private final String fallback;
  private final String unit;
  private final String doc;

  Setting(String key, Kind kind, String fallback, String unit, String doc) {
    this.key = key;
    this.kind = kind;
    this.fallback = fallback;
    this.unit = unit;
    this.doc = doc;
  }

  /** The key, as written in a settings file. */
  public String key() {
    return key;
  }

  /** The name of the environment variable. */
  public String variable() {
    return Settings.VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** The default, as written in a settings file; "" if there is none. */
  public String fallback() {
    return fallback;
  }

  /** The unit; "" for plain text. */
  public String unit() {
    return unit;
  }

  /** What the setting does. */
  public String doc() {
    return doc;
  }

  /** What is wrong with the value; "" if nothing is. */
  String problem(String value) {
    return kind.problem(value);
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findAny();
  }

  /**
   * The rule for a setting's values.
   *
   * @param text true if it is not a number
   * @param required true if there is no default
   * @param least the smallest number
   * @param most the largest number
   * @param choices all permitted values; empty if any value is
   */
  private record Kind(boolean text, boolean required, long least, long most, List<String> choices) {

    static final Kind TEXT = new Kind(true, false, 0, 0, List.of());
    static final Kind REQUIRED = new Kind(true, true, 0, 0, List.of());

    static Kind count(long least, long most) {
      return new Kind(false, false, least, most, List.of());
    }

    static Kind choice(String... choices) {
      return new Kind(true, false, 0, 0, List.of(choices));
    }

    String problem(String value) {
      if (!choices.isEmpty()) {
        return choices.contains(value) ? "" : "must be one of " + String.join(", ", choices);
      }
      if (text) {
        return required && value.isBlank() ? "must be given" : "";
      }
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= most ? "" : range();
      } catch (NumberFormatException notWhole) {
        return range();
      }
    }

    private String range() {
      String from = "must be a whole number from " + least;
      return most == Long.MAX_VALUE ? from : from + " to " + most;
    }
  }
}
