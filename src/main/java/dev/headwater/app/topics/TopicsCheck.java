package dev.headwater.app.topics;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.kafka.Deadline.NoAnswerException;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the topics: those that exist, and what the missing ones would be created with. */
public final class TopicsCheck {

  private static final int UNKNOWN_COUNT = -1;

  private final Admin admin;
  private final Deadline deadline;
  private final Settings settings;
  private final TopicNames names;
  private final int brokers;
  private final Map<String, TopicDescription> existing = new LinkedHashMap<>();
  private final List<WantedTopic> missing = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean follows;

  /**
   * @param brokers how many brokers there are; 0 if that is not known
   */
  public TopicsCheck(
      Admin admin, Deadline deadline, Settings settings, TopicNames names, int brokers) {
    this.admin = admin;
    this.deadline = deadline;
    this.settings = settings;
    this.names = names;
    this.brokers = brokers;
  }

  /** The topics that exist, by name, with the operations that this user may do on them. */
  public Map<String, TopicDescription> existing() {
    return existing;
  }

  /** The id of the graph topic; empty if there is none, or it is not known. */
  public Optional<Uuid> graphId() {
    return Optional.ofNullable(existing.get(names.graph())).map(TopicDescription::topicId);
  }

  public List<Finding> run() {
    List<WantedTopic> wanted = WantedTopic.all(names, settings);
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin
            .describeTopics(
                wanted.stream().map(WantedTopic::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (WantedTopic topic : wanted) {
      try {
        existing.put(topic.name(), deadline.get(asked.get(topic.name())));
      } catch (NoAnswerException failed) {
        if (failed.is(UnknownTopicOrPartitionException.class)) {
          missing.add(topic);
        } else {
          findings.add(noAnswer(topic.name(), failed));
        }
      }
    }
    wanted.stream().filter(topic -> existing.containsKey(topic.name())).forEach(this::existing);
    marks();
    partitions();
    missing.forEach(this::missing);
    return findings;
  }

  /** Looks at the topics that say what an instance may do. */
  private void marks() {
    try {
      Set<String> all = deadline.get(admin.listTopics().names());
      unfinished(all, RestoreMark.name(names), "a restore into this Kafka", "restore");
      unfinished(all, ErasureMark.name(names), "an erasure", "erase");
      if (all.contains(ResetMark.name(names))) {
        findings.add(
            Finding.warning(
                subject(ResetMark.name(names)),
                "exists: a reset has not ended",
                "start an instance or run reset, which completes it"));
      }
      for (String mark :
          List.of(RestoreMark.name(names), ErasureMark.name(names), ResetMark.name(names))) {
        if (!all.contains(mark) && isHidden(mark)) {
          findings.add(
              Finding.wrong(
                  subject(mark),
                  "may exist, because this user may not DESCRIBE it; no instance starts like that",
                  "kafka-acls --add --allow-principal User:.. --operation DESCRIBE --topic "
                      + names.prefix()
                      + " --resource-pattern-type prefixed"));
        }
      }
      follows = new Generation(admin, names).role(all) != Generation.Role.LEADS;
      if (follows) {
        findings.add(
            Finding.ok(
                "generation " + names.generation(),
                "follows the one in charge, until repartition --finish"));
      }
    } catch (NoAnswerException failed) {
      findings.add(noAnswer(RestoreMark.name(names), failed));
    } catch (StartException refused) {
      findings.add(
          Finding.wrong(
              "generation " + names.generation(),
              "must not work: " + refused.getMessage(),
              "see Change the number of partitions in OPERATIONS"));
    }
  }

  /** Whether a topic could exist although no list of topics has it. */
  private boolean isHidden(String topic) {
    try {
      deadline.get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
      return false;
    } catch (NoAnswerException failed) {
      return failed.is(TopicAuthorizationException.class);
    }
  }

  /** Looks for work that must end before an instance starts. */
  private void unfinished(Set<String> topics, String mark, String what, String command) {
    if (topics.contains(mark)) {
      findings.add(
          Finding.wrong(
              subject(mark),
              "exists: " + what + " has not ended",
              "run " + command + " again, which goes on where it was"));
    }
  }

  static String subject(String topic) {
    return "topic " + topic;
  }

  private static Finding noAnswer(String topic, NoAnswerException failed) {
    return failed.is(AuthorizationException.class)
        ? Finding.wrong(
            subject(topic),
            "must not be looked at by this user: " + failed.getMessage(),
            "grant DESCRIBE and DESCRIBE_CONFIGS on it")
        : Finding.unknown(subject(topic), "could not be looked at: " + failed.getMessage(), "");
  }

  private void existing(WantedTopic topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try {
      Config config = deadline.get(admin.describeConfigs(List.of(resource)).values().get(resource));
      Map<String, String> actual =
          config.entries().stream()
              .filter(entry -> entry.value() != null)
              .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
      TopicDescription described = existing.get(topic.name());
      List<Finding> found = new ArrayList<>(TopicJudge.settings(topic, actual, names));
      found.addAll(TopicJudge.replicas(described, actual, brokers));
      if (found.isEmpty()) {
        found.add(
            Finding.ok(
                subject(topic.name()),
                "is as it should be, with "
                    + TopicJudge.partitions(described.partitions().size())
                    + " and "
                    + TopicJudge.replicas(TopicJudge.leastReplicas(described))));
      }
      findings.addAll(found);
    } catch (NoAnswerException failed) {
      findings.add(noAnswer(topic.name(), failed));
    }
  }

  private void partitions() {
    int events = count(names.events());
    int graph = count(names.graph());
    boolean known = events != UNKNOWN_COUNT && graph != UNKNOWN_COUNT;
    if (known && (follows ? events > graph : events != graph)) {
      findings.add(
          Finding.wrong(
              subject(names.graph()),
              "has "
                  + graph
                  + " partitions and "
                  + names.events()
                  + " has "
                  + events
                  + ", and they must have the same number",
              "with all instances stopped, the command reset makes it anew"));
    }
    int configured = settings.count(Setting.TOPIC_PARTITIONS);
    if (events != UNKNOWN_COUNT && events != configured && !follows) {
      findings.add(
          Finding.warning(
              subject(names.events()),
              "has "
                  + events
                  + " partitions, and "
                  + Setting.TOPIC_PARTITIONS.key()
                  + " says "
                  + configured,
              "set it to "
                  + events
                  + ": the number of an existing topic stays; repartition changes it"));
    }
  }

  private int count(String topic) {
    TopicDescription described = existing.get(topic);
    return described == null ? UNKNOWN_COUNT : described.partitions().size();
  }

  /** Lets the controller say what it would create, with its permissions and policies. */
  private void missing(WantedTopic topic) {
    boolean mustEqualEvents = topic.name().equals(names.graph()) && count(names.events()) > 0;
    int partitions =
        mustEqualEvents ? count(names.events()) : settings.count(Setting.TOPIC_PARTITIONS);
    NewTopic created =
        new NewTopic(topic.name(), partitions, (short) settings.count(Setting.TOPIC_REPLICATION))
            .configs(topic.config());
    CreateTopicsResult result =
        admin.createTopics(List.of(created), new CreateTopicsOptions().validateOnly(true));
    try {
      deadline.get(result.values().get(topic.name()));
      findings.add(created(topic, partitions, result));
    } catch (NoAnswerException failed) {
      findings.add(notCreated(topic, failed));
    }
  }

  private Finding created(WantedTopic topic, int partitions, CreateTopicsResult result) {
    String what =
        "does not exist; it would be created with "
            + TopicJudge.partitions(partitions)
            + ", "
            + topic.config().entrySet().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    try {
      int replicas = deadline.get(result.replicationFactor(topic.name()));
      String minimum = valueOf(result, topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
      what += ", " + TopicJudge.replicas(replicas);
      return TopicJudge.replicas(topic.name(), replicas, minimum, brokers)
          .orElse(Finding.ok(subject(topic.name()), what));
    } catch (NoAnswerException failed) {
      // A broker does not tell the details to a user without the right to see settings.
      return Finding.unknown(
          subject(topic.name()),
          what + "; with how many replicas could not be found out: " + failed.getMessage(),
          "grant DESCRIBE_CONFIGS on it");
    }
  }

  private String valueOf(CreateTopicsResult result, WantedTopic topic, String key)
      throws NoAnswerException {
    Config config = deadline.get(result.config(topic.name()));
    return config.get(key) == null ? "" : String.valueOf(config.get(key).value());
  }

  private static Finding notCreated(WantedTopic topic, NoAnswerException failed) {
    String what = "does not exist, and cannot be created: " + failed.getMessage();
    if (failed.is(AuthorizationException.class)) {
      return Finding.wrong(
          subject(topic.name()), what, "grant CREATE on it, or create it before the start");
    }
    return Kafka.isPassing(failed) || failed.is(TimeoutException.class)
        ? Finding.unknown(subject(topic.name()), "does not exist; " + failed.getMessage(), "")
        : Finding.wrong(
            subject(topic.name()),
            what,
            "see "
                + Setting.TOPIC_REPLICATION.key()
                + " and "
                + Setting.TOPIC_PREFIX.key()
                + ", or create it before the start");
  }
}
