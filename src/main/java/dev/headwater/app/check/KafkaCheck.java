package dev.headwater.app.check;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.kafka.Deadline.NoAnswerException;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.TopicsCheck;
import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Looks at Kafka: each address, and then what is behind them. */
final class KafkaCheck {

  private static final int MOST_ADDRESSES = 20;
  private static final int REQUEST_MILLIS = 5_000;
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Settings settings;
  private final Deadline deadline;
  private final List<Finding> findings = new ArrayList<>();
  private Optional<Uuid> graphId = Optional.empty();
  private boolean refused;

  KafkaCheck(Settings settings, Deadline deadline) {
    this.settings = settings;
    this.deadline = deadline;
  }

  /** The id of the graph topic; empty if there is none, or it is not known. */
  Optional<Uuid> graphId() {
    return graphId;
  }

  List<Finding> run() {
    List<String> answering = addresses();
    if (answering.isEmpty()) {
      for (String part : List.of("topics", "permissions", "broker settings", "clock")) {
        findings.add(
            Finding.unknown(
                part,
                "not looked at, because Kafka " + (refused ? "refuses" : "does not answer"),
                "check again when it does"));
      }
      return findings;
    }
    try (Admin admin = admin(String.join(",", answering))) {
      behind(admin);
    }
    return findings;
  }

  private void behind(Admin admin) {
    int brokers = 0;
    List<Node> nodes = List.of();
    DescribeClusterResult cluster =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    try {
      nodes = List.copyOf(deadline.get(cluster.nodes()));
      brokers = nodes.size();
      findings.add(Finding.ok("kafka", "has " + brokers + (brokers == 1 ? " broker" : " brokers")));
    } catch (NoAnswerException failed) {
      findings.add(
          Finding.unknown(
              "kafka", "does not say which brokers it has: " + failed.getMessage(), ""));
    }
    TopicNames names = settings.topics();
    TopicsCheck topics = new TopicsCheck(admin, deadline, settings, names, brokers);
    part("topics", topics::run);
    graphId = topics.graphId();
    part("permissions", () -> new AccessCheck(admin, deadline, settings, names, topics).run());
    List<Node> known = nodes;
    part("broker settings", () -> new BrokerCheck(admin, deadline, settings).run(known));
    part("clock", () -> List.of(ClockCheck.kafka(admin, deadline)));
  }

  private void part(String subject, Supplier<List<Finding>> check) {
    try {
      findings.addAll(check.get());
    } catch (KafkaException failed) {
      findings.add(Finding.unknown(subject, "could not be checked: " + Kafka.reason(failed), ""));
    }
  }

  /** Looks at each address on its own. Returns those that answer. */
  private List<String> addresses() {
    List<String> all =
        Arrays.stream(settings.text(Setting.BOOTSTRAP_SERVERS).split(","))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .toList();
    Map<String, Admin> admins = new LinkedHashMap<>();
    Map<String, DescribeClusterResult> asked = new LinkedHashMap<>();
    Map<String, String> failures = new LinkedHashMap<>();
    List<String> answering = new ArrayList<>();
    TreeSet<String> clusters = new TreeSet<>();
    try {
      // All are asked at the same time, so that several dead ones cost the time of one.
      for (String address : all.subList(0, Math.min(MOST_ADDRESSES, all.size()))) {
        try {
          Admin admin = admin(address);
          admins.put(address, admin);
          asked.put(address, admin.describeCluster());
        } catch (KafkaException unusable) {
          failures.put(address, Kafka.reason(unusable));
        }
      }
      asked.forEach(
          (address, answer) -> {
            try {
              clusters.add(deadline.get(answer.clusterId()));
              answering.add(address);
            } catch (NoAnswerException failed) {
              refused |= failed.is(AuthenticationException.class);
              boolean silent = failed.is(TimeoutException.class);
              failures.put(address, silent ? "no answer within 5 s" : failed.getMessage());
            }
          });
    } finally {
      admins.values().forEach(admin -> admin.close(CLOSE));
    }
    report(all, answering, failures, clusters);
    return answering;
  }

  private void report(
      List<String> all,
      List<String> answering,
      Map<String, String> failures,
      TreeSet<String> clusters) {
    for (String address : answering) {
      findings.add(Finding.ok("kafka", address + " answers"));
    }
    failures.forEach(
        (address, reason) -> {
          String what = address + (refused ? " refuses: " : " cannot be used: ") + reason;
          String remedy =
              "start it, or correct "
                  + Setting.BOOTSTRAP_SERVERS.key()
                  + "; for TLS and authentication see the settings kafka.*";
          findings.add(
              answering.isEmpty()
                  ? Finding.wrong("kafka", what, remedy)
                  : Finding.warning("kafka", what, remedy));
        });
    if (all.size() > MOST_ADDRESSES) {
      findings.add(
          Finding.unknown(
              "kafka",
              "only the first " + MOST_ADDRESSES + " of " + all.size() + " addresses were asked",
              "a few are enough: the clients learn the others from these"));
    }
    if (clusters.size() > 1) {
      findings.add(
          Finding.wrong(
              "kafka",
              "the addresses belong to different clusters: " + String.join(", ", clusters),
              "let " + Setting.BOOTSTRAP_SERVERS.key() + " name the brokers of one"));
    }
  }

  private Admin admin(String address) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    return Admin.create(config);
  }
}
