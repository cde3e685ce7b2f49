package dev.headwater.app.check;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.kafka.Deadline.NoAnswerException;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.stream.StreamsSettings;
import dev.headwater.app.topics.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** Looks at those settings of the brokers that matter to Headwater. */
final class BrokerCheck {

  private static final String SUBJECT = "broker settings";
  private static final int MOST_BROKERS = 50;
  private static final long WEEK_MINUTES = 7 * 24 * 60;

  /** What Kafka Streams asks for unless it is configured otherwise. */
  private static final String TRANSACTION_MILLIS = "10000";

  private static final String SESSION_MILLIS = "45000";

  private final Admin admin;
  private final Deadline deadline;
  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  BrokerCheck(Admin admin, Deadline deadline, Settings settings) {
    this.admin = admin;
    this.deadline = deadline;
    this.settings = settings;
  }

  List<Finding> run(List<Node> nodes) {
    if (nodes.isEmpty()) {
      return List.of(Finding.unknown(SUBJECT, "not looked at: no broker is known", ""));
    }
    Map<Integer, Map<String, String>> byNode = read(nodes);
    Map<String, List<Integer>> judged = new TreeMap<>();
    Map<String, Finding> byText = new TreeMap<>();
    byNode.forEach(
        (node, config) ->
            judge(config, nodes.size())
                .forEach(
                    finding -> {
                      byText.put(finding.what(), finding);
                      judged.computeIfAbsent(finding.what(), text -> new ArrayList<>()).add(node);
                    }));
    judged.forEach(
        (text, which) -> {
          Finding one = byText.get(text);
          findings.add(
              new Finding(one.status(), SUBJECT, text + " (brokers " + which + ")", one.remedy()));
        });
    if (judged.isEmpty() && !byNode.isEmpty()) {
      findings.add(Finding.ok(SUBJECT, "of brokers " + byNode.keySet() + " are as they should be"));
    }
    return findings;
  }

  private Map<Integer, Map<String, String>> read(List<Node> nodes) {
    List<ConfigResource> resources =
        nodes.stream()
            .limit(MOST_BROKERS)
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Map<ConfigResource, KafkaFuture<Config>> asked = admin.describeConfigs(resources).values();
    Map<Integer, Map<String, String>> byNode = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    for (ConfigResource resource : resources) {
      try {
        byNode.put(
            Integer.valueOf(resource.name()),
            deadline.get(asked.get(resource)).entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value())));
      } catch (NoAnswerException failed) {
        failures.add("broker " + resource.name() + ": " + failed.getMessage());
      }
    }
    if (!failures.isEmpty()) {
      findings.add(
          Finding.unknown(
              SUBJECT,
              "could not be read: " + String.join("; ", failures),
              "grant DESCRIBE_CONFIGS on the cluster"));
    }
    if (nodes.size() > MOST_BROKERS) {
      findings.add(Finding.unknown(SUBJECT, "only " + MOST_BROKERS + " brokers were asked", ""));
    }
    return byNode;
  }

  private List<Finding> judge(Map<String, String> config, int brokers) {
    List<Finding> found = new ArrayList<>();
    long record = WantedTopic.maxRecordBytes(settings);
    for (String factor :
        List.of("offsets.topic.replication.factor", "transaction.state.log.replication.factor")) {
      add(
          found,
          config,
          factor,
          value -> value > brokers,
          true,
          "more than there are brokers: consumers and transactions would wait for ever",
          "set it to " + brokers + " before the first start");
    }
    OptionalLong replicas = number(config, "transaction.state.log.replication.factor");
    if (replicas.isPresent()) {
      add(
          found,
          config,
          "transaction.state.log.min.isr",
          value -> value > replicas.getAsLong(),
          true,
          "more than its replicas: no transaction could be written",
          "lower it");
    }
    add(
        found,
        config,
        "transaction.max.timeout.ms",
        value -> value < transactionMillis(),
        true,
        "less than the transaction.timeout.ms of this instance, " + transactionMillis(),
        "raise it");
    add(
        found,
        config,
        "group.max.session.timeout.ms",
        value -> value < sessionMillis(),
        true,
        "less than the session.timeout.ms of this instance, " + sessionMillis(),
        "raise it");
    add(
        found,
        config,
        "group.min.session.timeout.ms",
        value -> value > sessionMillis(),
        true,
        "more than the session.timeout.ms of this instance, " + sessionMillis(),
        "lower it");
    add(
        found,
        config,
        "socket.request.max.bytes",
        value -> value < record,
        true,
        "less than the largest record, " + record,
        "raise it");
    add(
        found,
        config,
        "offsets.retention.minutes",
        value -> value < WEEK_MINUTES,
        false,
        "less than a week: after a longer stop everything is processed anew",
        "raise it");
    add(
        found,
        config,
        "add.partitions.to.txn.retry.backoff.ms",
        value -> value > 1,
        false,
        "which makes each step from asset to asset wait that long",
        "set it to 1");
    if ("true".equals(config.get("auto.create.topics.enable"))) {
      found.add(
          Finding.warning(
              SUBJECT,
              "auto.create.topics.enable=true: a mistyped name makes a topic that loses events",
              "set it to false"));
    }
    return found;
  }

  private static void add(
      List<Finding> found,
      Map<String, String> config,
      String key,
      LongPredicate bad,
      boolean wrong,
      String why,
      String remedy) {
    OptionalLong value = number(config, key);
    if (value.isPresent() && bad.test(value.getAsLong())) {
      String what = key + "=" + value.getAsLong() + ", " + why;
      found.add(
          wrong ? Finding.wrong(SUBJECT, what, remedy) : Finding.warning(SUBJECT, what, remedy));
    }
  }

  private long transactionMillis() {
    return configured("transaction.timeout.ms", "producer.", TRANSACTION_MILLIS);
  }

  private long sessionMillis() {
    return configured("session.timeout.ms", "main.consumer.", SESSION_MILLIS);
  }

  /** The value that Kafka Streams gives its clients. */
  private long configured(String key, String prefix, String fallback) {
    Properties streams = StreamsSettings.of(settings, SUBJECT, Path.of(SUBJECT), SUBJECT);
    String value =
        Stream.of(prefix + key, "consumer." + key, key)
            .map(streams::get)
            .filter(Objects::nonNull)
            .map(Object::toString)
            .findFirst()
            .orElse(fallback);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException noNumber) {
      throw new SettingsException(key + " must be a whole number, not '" + value + "'", noNumber);
    }
  }

  private static OptionalLong number(Map<String, String> config, String key) {
    try {
      return config.containsKey(key)
          ? OptionalLong.of(Long.parseLong(config.get(key)))
          : OptionalLong.empty();
    } catch (NumberFormatException noNumber) {
      return OptionalLong.empty();
    }
  }
}
