package dev.headwater.app.topics;

import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Judges the settings and the replicas of a topic. */
public final class TopicJudge {

  private static final Set<String> RETENTION =
      Set.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG);

  private TopicJudge() {}

  /** What is not as it should be in the settings of an existing topic. */
  static List<Finding> settings(WantedTopic wanted, Map<String, String> actual, TopicNames names) {
    List<Finding> found = new ArrayList<>();
    boolean forEver = Set.of(names.events(), names.graph()).contains(wanted.name());
    new TreeMap<>(wanted.config())
        .forEach(
            (key, value) -> {
              String is = actual.getOrDefault(key, "");
              if (is.isEmpty()) {
                found.add(
                    Finding.unknown(
                        TopicsCheck.subject(wanted.name()), "does not say its " + key, ""));
              } else if (!is.equals(value)) {
                judge(wanted.name(), key, is, value, forEver).ifPresent(found::add);
              }
            });
    if (forEver && "true".equals(actual.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG))) {
      found.add(
          Finding.warning(
              TopicsCheck.subject(wanted.name()),
              "has unclean.leader.election.enable=true: records that were confirmed can be lost",
              change(wanted.name(), TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false")));
    }
    return found;
  }

  private static Optional<Finding> judge(
      String topic, String key, String is, String wanted, boolean forEver) {
    String subject = TopicsCheck.subject(topic);
    String what = "has " + key + "=" + is + ", and should have " + wanted;
    String remedy = change(topic, key, wanted);
    if (key.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
      return Optional.of(Finding.wrong(subject, what + ": it would lose data", remedy));
    }
    if (RETENTION.contains(key)) {
      return Optional.of(
          forEver
              ? Finding.wrong(subject, what + ": it loses what is kept nowhere else", remedy)
              : Finding.warning(subject, what, remedy + ", unless this is intended"));
    }
    if (key.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) {
      return isLess(is, wanted)
          ? Optional.of(
              Finding.wrong(
                  subject,
                  what + ": it refuses the largest records",
                  remedy + ", or lower " + Setting.HTTP_MAX_BODY_BYTES.key()))
          : Optional.empty();
    }
    if (key.equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
      return Optional.of(
          Finding.warning(subject, what + ": times are those of the senders' clocks", remedy));
    }
    return Optional.of(Finding.warning(subject, what, remedy));
  }

  private static boolean isLess(String is, String wanted) {
    try {
      return Long.parseLong(is) < Long.parseLong(wanted);
    } catch (NumberFormatException noNumber) {
      return true;
    }
  }

  private static String change(String topic, String key, String value) {
    return "kafka-configs --alter --topic " + topic + " --add-config " + key + "=" + value;
  }

  /** A number of partitions in words. */
  public static String partitions(int count) {
    return count == 1 ? "1 partition" : count + " partitions";
  }

  public static String replicas(int number) {
    return number == 1 ? "1 replica" : number + " replicas";
  }

  /** The number of replicas of the partition with the fewest. */
  static int leastReplicas(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(part -> part.replicas().size()).min().orElse(0);
  }

  /** What is not as it should be in the replicas of an existing topic. */
  public static List<Finding> replicas(
      TopicDescription topic, Map<String, String> actual, int brokers) {
    List<Finding> found = new ArrayList<>();
    String subject = TopicsCheck.subject(topic.name());
    String minimum = actual.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "");
    replicas(topic.name(), leastReplicas(topic), minimum, brokers).ifPresent(found::add);
    List<Integer> leaderless = new ArrayList<>();
    List<Integer> behind = new ArrayList<>();
    topic
        .partitions()
        .forEach(
            part -> {
              if (part.leader() == null) {
                leaderless.add(part.partition());
              } else if (!minimum.isEmpty()
                  && isLess(Integer.toString(part.isr().size()), minimum)) {
                behind.add(part.partition());
              }
            });
    if (!leaderless.isEmpty()) {
      found.add(
          Finding.wrong(
              subject, "has no leader for partitions " + leaderless, "see the brokers' logs"));
    }
    if (!behind.isEmpty()) {
      found.add(
          Finding.wrong(
              subject,
              "has fewer replicas in sync than min.insync.replicas="
                  + minimum
                  + " for partitions "
                  + behind
                  + ", so nothing can be written there",
              "start the missing brokers"));
    }
    return found;
  }

  /**
   * What is not as it should be in the number of replicas; empty if nothing is.
   *
   * @param minimum the value of min.insync.replicas; "" if it is not known
   * @param brokers how many brokers there are; 0 if that is not known
   */
  public static Optional<Finding> replicas(
      String topic, int replicas, String minimum, int brokers) {
    String subject = TopicsCheck.subject(topic);
    String has = replicas(replicas);
    if (minimum.isEmpty() || brokers == 0) {
      return Optional.of(
          Finding.unknown(
              subject,
              "has " + has + "; whether these are enough could not be found out",
              "grant the right to see the settings of topics and brokers"));
    }
    if (isLess(Integer.toString(replicas), minimum)) {
      return Optional.of(
          Finding.wrong(
              subject,
              "has " + has + " and min.insync.replicas=" + minimum + ": nothing can be written",
              "give it more replicas, or " + change(topic, "min.insync.replicas", "1")));
    }
    if (replicas == 1 && brokers > 1) {
      return Optional.of(
          Finding.warning(
              subject,
              "has 1 replica, and there are " + brokers + " brokers: one lost disk loses it",
              "give it 3 (kafka-reassign-partitions), or set "
                  + Setting.TOPIC_REPLICATION.key()
                  + " before it is created"));
    }
    if (replicas > 1 && Integer.toString(replicas).equals(minimum)) {
      return Optional.of(
          Finding.warning(
              subject,
              "has "
                  + has
                  + " and min.insync.replicas="
                  + minimum
                  + ": nothing can be written while one broker is away",
              "lower min.insync.replicas by one, or add a replica"));
    }
    if (replicas > 2 && minimum.equals("1")) {
      return Optional.of(
          Finding.warning(
              subject,
              "has "
                  + has
                  + " and min.insync.replicas=1: a confirmed record may be on one disk only",
              change(topic, "min.insync.replicas", "2")));
    }
    return Optional.empty();
  }
}
