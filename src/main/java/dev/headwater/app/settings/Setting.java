package dev.headwater.app.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
  TOPIC_PREFIX("topic.prefix", Kind.NAMES, "headwater.", "", "What all topic names begin with."),
  TOPIC_PARTITIONS(
      "topic.partitions",
      Kind.count(1, 1_000),
      "8",
      "partitions",
      "How many partitions the topics of events and commands get when they are created. It decides"
          + " which task owns an asset, so only a new generation can have another number: see Change"
          + " the number of partitions."),
  TOPIC_GENERATION(
      "topic.generation",
      Kind.count(1, 1_000),
      "1",
      "",
      "The generation of the derived topics and of the state; from 2 on, their names end in it. It"
          + " grows when the number of partitions changes."),
  TOPIC_REPLICATION(
      "topic.replication",
      Kind.count(-1, 100),
      "-1",
      "replicas",
      "Replication of the topics when they are created; -1 is the broker's default."),
  TOPIC_OPENLINEAGE_RETENTION_MILLIS(
      "topic.openlineage.retention.millis",
      Kind.count(-1, Long.MAX_VALUE),
      "604800000",
      "milliseconds",
      "How long the topic of OpenLineage events keeps them when it is created; -1 is"
          + " for ever."),
  TOPIC_QUARANTINE_RETENTION_MILLIS(
      "topic.quarantine.retention.millis",
      Kind.count(-1, Long.MAX_VALUE),
      "2592000000",
      "milliseconds",
      "How long the quarantine keeps records when it is created; -1 is for ever."),
  ALERTS_RESOLVED_KEEP_DAYS(
      "alerts.resolved.keep.days",
      Kind.count(0, 36_500),
      "0",
      "days",
      "How long an alert is kept after it was resolved; 0 is for ever. Then it is no longer listed,"
          + " and its record in the topic of alerts is deleted. If its cause returns, it opens as"
          + " a new alert."),
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
      Kind.PATH,
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
      "The address to listen at; 0.0.0.0 is every interface. Beyond this machine, auth must be"
          + " given."),
  HTTP_PORT("http.port", Kind.count(0, 65_535), "8080", "port", "The port; 0 is a free one."),
  HTTP_ADVERTISED_HOST(
      "http.advertised.host",
      Kind.TEXT,
      "",
      "address",
      "Where the other instances reach this one; empty is http.host, or the host's name if that is"
          + " 0.0.0.0."),
  HTTP_TLS_CERTIFICATE(
      "http.tls.certificate",
      Kind.PATH,
      "",
      "file",
      "The certificate of this server (PEM), followed by the intermediate ones; with it, it speaks"
          + " only TLS. It is read again when it changes."),
  HTTP_TLS_KEY(
      "http.tls.key",
      Kind.PATH,
      "",
      "file",
      "The private key of the certificate (PEM, not encrypted)."),
  AUTH(
      "auth",
      Kind.choice("", "none", "tokens", "jwt"),
      "",
      "",
      "How callers say who they are: tokens (of auth.tokens.file), jwt (of auth.jwt.issuer), or"
          + " none; everybody who reaches the server may do everything then. Empty is none while"
          + " http.host is an address of this machine alone; with another one, the server does not"
          + " start."),
  AUTH_TOKENS_FILE(
      "auth.tokens.file",
      Kind.PATH,
      "",
      "file",
      "The tokens: a line for each, with a name, a role (read, write, admin) and the SHA-256 of the"
          + " token. It is read again when it changes."),
  AUTH_JWT_ISSUER(
      "auth.jwt.issuer",
      Kind.TEXT,
      "",
      "URL",
      "The OpenID Connect issuer whose JWT are valid; https, unless it is on this machine."),
  AUTH_JWT_AUDIENCE(
      "auth.jwt.audience", Kind.TEXT, "", "", "The audience that a JWT must be made for."),
  AUTH_JWT_ROLES_CLAIM(
      "auth.jwt.roles.claim",
      Kind.TEXT,
      "roles",
      "",
      "The claim of a JWT with the roles, as a list or a text; dots lead into objects, as"
          + " realm_access.roles."),
  AUTH_JWT_KEYS_URL(
      "auth.jwt.keys.url",
      Kind.TEXT,
      "",
      "URL",
      "Where the issuer's keys (JWKS) are; empty to ask its /.well-known/openid-configuration."
          + " https, unless it is on this machine."),
  PEER_SECRET_FILE(
      "peer.secret.file",
      Kind.PATH,
      "",
      "file",
      "The secret of the instances, the same on each, with which they ask each other. The first line"
          + " is sent, and every line is accepted. Without it, only instances on the same machine"
          + " can ask, and only without authentication."),
  PEER_TLS_CA(
      "peer.tls.ca",
      Kind.PATH,
      "",
      "file",
      "Who vouches for the certificates of the other instances (PEM); empty is whom Java trusts."),
  HTTP_MAX_CONNECTIONS(
      "http.max.connections",
      Kind.count(10, 1_000_000),
      "5000",
      "connections",
      "How many connections may be open; more wait until one is closed."),
  HTTP_MAX_HEADER_BYTES(
      "http.max.header.bytes",
      Kind.count(1_024, 1 << 20),
      "65536",
      "bytes",
      "The longest request line with its headers. The default has room for the two longest names"
          + " that a request can have, percent-encoded, with a token and cookies. A connection holds"
          + " this much only while such a request comes."),
  HTTP_HEADER_TIMEOUT_MILLIS(
      "http.header.timeout.millis",
      Kind.count(1_000, 3_600_000),
      "20000",
      "milliseconds",
      "How long a client may take to send a request line with its headers, or for the TLS"
          + " handshake."),
  HTTP_IDLE_TIMEOUT_MILLIS(
      "http.idle.timeout.millis",
      Kind.count(1_000, 3_600_000),
      "30000",
      "milliseconds",
      "After how long in silence a connection is closed."),
  HTTP_MIN_BODY_BYTES_PER_SECOND(
      "http.min.body.bytes.per.second",
      Kind.count(0, 1 << 30),
      "256",
      "bytes/s",
      "How fast a body must come, on average over more than 5 s of waiting for it, and how fast an"
          + " answer must be read, over more than 10 s; 0 is at any pace."),
  HTTP_CALLER_REQUESTS_PER_SECOND(
      "http.caller.requests.per.second",
      Kind.count(0, 1_000_000),
      "1000",
      "requests/s",
      "How many requests one caller may make on average; more get 429. A caller is a name where"
          + " callers are authenticated, else an address. 0 is no limit. Without authentication,"
          + " callers on this machine are not limited."),
  HTTP_CALLER_REQUESTS_BURST(
      "http.caller.requests.burst",
      Kind.count(1, 10_000_000),
      "5000",
      "requests",
      "How many requests one caller may make at once after a pause."),
  HTTP_REFUSALS_PER_SECOND(
      "http.refusals.per.second",
      Kind.count(0, 1_000_000),
      "50",
      "requests/s",
      "How many requests without a valid token one address may make on average, and four times as"
          + " many at once. Beyond that, only tokens that were valid before are looked at. 0 is no"
          + " limit."),
  HTTP_LOGINS_PER_MINUTE(
      "http.logins.per.minute",
      Kind.count(0, 1_000_000),
      "30",
      "logins/min",
      "How many logins without a valid token one address may try, on average and at once; 0 is no"
          + " limit."),
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
  HTTP_MAX_LINES_BYTES(
      "http.max.lines.bytes",
      Kind.count(1_024, Long.MAX_VALUE),
      "1073741824",
      "bytes",
      "The largest request body of lines, which is sent on while it is received."),
  HTTP_THREADS(
      "http.threads", Kind.count(16, 10_000), "160", "threads", "Threads that serve requests."),
  HTTP_EVENTS_AT_ONCE(
      "http.events.at.once",
      Kind.count(1, 10_000),
      "8",
      "requests",
      "How many requests with events are received at once; each needs about ten times"
          + " its body in memory."),
  HTTP_EVENTS_WAITING_AT_ONCE(
      "http.events.waiting.at.once",
      Kind.count(1, 100_000),
      "1000",
      "requests",
      "How many requests with events may wait at once until they are processed."),
  HTTP_READS_AT_ONCE(
      "http.reads.at.once",
      Kind.count(1, 10_000),
      "32",
      "requests",
      "How many reads are answered at once."),
  HTTP_READS_WAITING_AT_ONCE(
      "http.reads.waiting.at.once",
      Kind.count(1, 10_000),
      "64",
      "requests",
      "How many reads may wait at once until they are caught up."),
  HTTP_ALERT_STREAMS(
      "http.alert.streams",
      Kind.count(1, 10_000),
      "100",
      "requests",
      "How many streams of alerts may be open at once."),
  HTTP_PATIENCE_MILLIS(
      "http.patience.millis",
      Kind.count(1, 3_600_000),
      "2000",
      "milliseconds",
      "How long a request waits for its turn before it is refused with 429 or 503."),
  HTTP_SEND_TIMEOUT_MILLIS(
      "http.send.timeout.millis",
      Kind.count(100, 3_600_000),
      "15000",
      "milliseconds",
      "How long Kafka may take to confirm the events of one request."),
  HTTP_WAIT_TIMEOUT_MILLIS(
      "http.wait.timeout.millis",
      Kind.count(100, 3_600_000),
      "300000",
      "milliseconds",
      "How long a request with wait=true may wait until its events are processed."),
  HTTP_SETTLE_MILLIS(
      "http.settle.millis",
      Kind.count(0, 3_600_000),
      "2000",
      "milliseconds",
      "How much longer it waits until all that its events set off has settled."),
  HTTP_KAFKA_AWAY_MILLIS(
      "http.kafka.away.millis",
      Kind.count(100, 3_600_000),
      "5000",
      "milliseconds",
      "After how long without an answer from Kafka events are refused at once, and"
          + " the instance is not ready."),
  HTTP_HEARTBEAT_MILLIS(
      "http.heartbeat.millis",
      Kind.count(100, 3_600_000),
      "15000",
      "milliseconds",
      "After how long a silent stream of alerts sends a comment, so that proxies keep"
          + " it open."),
  HTTP_CLOSE_MILLIS(
      "http.close.millis",
      Kind.count(0, 3_600_000),
      "5000",
      "milliseconds",
      "How long requests may take to end when the instance stops."),
  READY_MAX_LAG_EVENTS(
      "ready.max.lag.events",
      Kind.count(0, 1_000_000_000),
      "10000",
      "events",
      "How far the partitions of an instance that starts may be behind when it becomes ready"
          + " (/readyz). Once ready it stays so while it falls behind."),
  READ_TIMEOUT_MILLIS(
      "read.timeout.millis",
      Kind.count(100, 3_600_000),
      "10000",
      "milliseconds",
      "How long one read may take, on all instances together."),
  READ_CATCH_UP_MILLIS(
      "read.catch.up.millis",
      Kind.count(0, 3_600_000),
      "5000",
      "milliseconds",
      "How long a read waits until all that was acknowledged before it is processed;"
          + " its answer then says that it is not caught up."),
  READ_MAX_EDGES(
      "read.max.edges",
      Kind.count(1, 100_000_000),
      "200000",
      "edges",
      "How many edges one lineage may have; an answer that stops there says so."),
  READ_PEER_REQUESTS(
      "read.peer.requests",
      Kind.count(1, 10_000),
      "16",
      "requests",
      "How many requests to other instances run at once."),
  REPRESENTATION_MAX_ASSETS(
      "representation.max.assets",
      Kind.count(1, 100_000),
      "10000",
      "assets",
      "How many assets a read of who is represented looks at: the asset and all that it descends"
          + " from. With more, what depends on the rest counts as unknown, and the answer says that"
          + " it is not complete."),
  QUARANTINE_SCAN_RECORDS(
      "quarantine.scan.records",
      Kind.count(1, 100_000_000),
      "1000000",
      "records",
      "How many records of the quarantine topic one request reads. With more in it, an answer says"
          + " that it is not complete, and a record whose marks were not reached is unknown."),
  QUARANTINE_SCAN_BYTES(
      "quarantine.scan.bytes",
      Kind.count(1, Long.MAX_VALUE),
      "1073741824",
      "bytes",
      "How many bytes of the quarantine topic one request reads."),
  QUARANTINE_SCAN_MILLIS(
      "quarantine.scan.millis",
      Kind.count(100, 50_000),
      "15000",
      "milliseconds",
      "How long one request reads the quarantine topic."),
  QUARANTINE_SCAN_KEPT(
      "quarantine.scan.kept",
      Kind.count(1, 10_000_000),
      "50000",
      "records",
      "How many quarantined records a request keeps in memory, without their contents. With more,"
          + " the list goes on with its cursor."),
  WORK_BUDGET(
      "work.budget",
      Kind.count(1, 1_000_000),
      "5000",
      "commands",
      "How much one record may set off at once; the rest goes on by messages to itself."),
  POLICY_FILE(
      "policy.file",
      Kind.PATH,
      "",
      "file",
      "The policy (YAML): required conditions, grace periods, limits, severities, what the gate"
          + " regards; empty is the default one."),
  METRICS_STREAM(
      "metrics.stream",
      Kind.choice("on", "off"),
      "on",
      "",
      "Whether what the stream processes is counted and timed for /metrics."),
  ALERTS_ROUTES_FILE(
      "alerts.routes.file",
      Kind.PATH,
      "",
      "file",
      "Which alerts are sent where (YAML): webhooks and Alertmanager; empty sends none. All"
          + " instances must have the same."),
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
  LOG_FORMAT(
      "log.format",
      Kind.choice("text", "json"),
      "text",
      "",
      "How the log on standard error is written: lines of text, or an object of JSON on each line."),
  LOG_REPEATS_PER_MINUTE(
      "log.repeats.per.minute",
      Kind.count(0, 1_000_000),
      "60",
      "lines",
      "How many lines of the same kind are logged in a minute; one line says how many were left"
          + " out. 0 is no limit."),
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
   * @param least the smallest number
   * @param most the largest number, or the largest length
   * @param choices all permitted values of a choice
   */
  private record Kind(Form form, long least, long most, List<String> choices) {

    private enum Form {
      TEXT,
      REQUIRED,
      PATH,
      NAMES,
      CHOICE,
      NUMBER
    }

    static final Kind TEXT = new Kind(Form.TEXT, 0, 0, List.of());
    static final Kind REQUIRED = new Kind(Form.REQUIRED, 0, 0, List.of());

    /** A file or a folder. */
    static final Kind PATH = new Kind(Form.PATH, 0, 0, List.of());

    /**
     * What names of topics begin with: characters that Kafka allows there. Names have up to 249;
     * the longest that follows takes 11.
     */
    static final Kind NAMES = new Kind(Form.NAMES, 0, 238, List.of());

    static Kind count(long least, long most) {
      return new Kind(Form.NUMBER, least, most, List.of());
    }

    static Kind choice(String... choices) {
      return new Kind(Form.CHOICE, 0, 0, List.of(choices));
    }

    String problem(String value) {
      return switch (form) {
        case TEXT -> "";
        case REQUIRED -> value.isBlank() ? "must be given" : "";
        case PATH -> pathProblem(value);
        case NAMES ->
            value.matches("[a-zA-Z0-9._-]*") && value.length() <= most
                ? ""
                : "must be letters (a-z, A-Z), digits, '.', '_' and '-', at most " + most;
        case CHOICE -> choices.contains(value) ? "" : "must be one of " + said();
        case NUMBER -> numberProblem(value);
      };
    }

    private static String pathProblem(String value) {
      try {
        Path.of(value);
        return "";
      } catch (InvalidPathException noPath) {
        return "must be a path (" + noPath.getReason() + ")";
      }
    }

    private String numberProblem(String value) {
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= most ? "" : range();
      } catch (NumberFormatException notWhole) {
        return range();
      }
    }

    private String said() {
      return String.join(", ", choices.stream().filter(choice -> !choice.isEmpty()).toList());
    }

    private String range() {
      String from = "must be a whole number from " + least;
      return most == Long.MAX_VALUE ? from : from + " to " + most;
    }
  }
}
