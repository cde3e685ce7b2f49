package dev.headwater.app.check;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.kafka.Deadline.NoAnswerException;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.TopicsCheck;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** Looks at what this user may do with the topics, the consumer group and the transactions. */
final class AccessCheck {

  private static final String SUBJECT = "permissions";

  /**
   * Kafka creates these topics when somebody asks for the first time who coordinates a group or a
   * transaction. A check must not make it do that.
   */
  private static final String GROUPS_TOPIC = "__consumer_offsets";

  private static final String TRANSACTIONS_TOPIC = "__transaction_state";

  private final Admin admin;
  private final Deadline deadline;
  private final TopicNames names;
  private final TopicsCheck topics;
  private final String application;
  private final String instance;
  private final List<Finding> findings = new ArrayList<>();

  AccessCheck(
      Admin admin, Deadline deadline, Settings settings, TopicNames names, TopicsCheck topics) {
    this.admin = admin;
    this.deadline = deadline;
    this.names = names;
    this.topics = topics;
    this.application = settings.text(Setting.APPLICATION_ID);
    this.instance = settings.text(Setting.INSTANCE_ID);
  }

  List<Finding> run() {
    Set<String> internal = internalTopics();
    if (isOpen()) {
      findings.add(
          Finding.ok(SUBJECT, "every user may do everything: Kafka has no access control"));
      if (internal.contains(GROUPS_TOPIC)) {
        group(false);
      }
      return findings;
    }
    topics();
    if (internal.contains(GROUPS_TOPIC)) {
      group(true);
    } else {
      findings.add(notAsked("the group " + application, "READ and DESCRIBE"));
    }
    if (internal.contains(TRANSACTIONS_TOPIC)) {
      transactions();
    } else {
      findings.add(notAsked("transactions of " + application, "WRITE and DESCRIBE"));
    }
    return findings;
  }

  private static Finding notAsked(String what, String operations) {
    return Finding.unknown(
        SUBJECT,
        "for "
            + what
            + " could not be asked without making Kafka create an internal topic: this cluster has"
            + " never had one",
        "see that this user has " + operations);
  }

  /** Whether the brokers have no access control at all. */
  private boolean isOpen() {
    AclBindingFilter ofTheCluster =
        new AclBindingFilter(
            new ResourcePatternFilter(ResourceType.CLUSTER, null, PatternType.ANY),
            AccessControlEntryFilter.ANY);
    try {
      deadline.get(admin.describeAcls(ofTheCluster).values());
      return false;
    } catch (NoAnswerException failed) {
      return failed.is(SecurityDisabledException.class);
    }
  }

  private Set<String> internalTopics() {
    try {
      return deadline.get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    } catch (NoAnswerException failed) {
      return Set.of(); // then nothing is asked that could create one
    }
  }

  private void topics() {
    Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
    needed.put(names.events(), EnumSet.of(AclOperation.READ, AclOperation.WRITE));
    // Commands that are processed are removed from their topic.
    needed.put(
        names.graph(), EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE));
    needed.put(names.alerts(), EnumSet.of(AclOperation.READ, AclOperation.WRITE));
    needed.put(names.assets(), EnumSet.of(AclOperation.WRITE));
    needed.put(names.openlineage(), EnumSet.of(AclOperation.READ, AclOperation.WRITE));
    needed.put(names.quarantine(), EnumSet.of(AclOperation.WRITE));
    needed.forEach(
        (topic, operations) -> {
          if (topics.existing().containsKey(topic)) {
            operations(
                "topic " + topic, topics.existing().get(topic).authorizedOperations(), operations);
          }
        });
  }

  private void operations(String resource, Set<AclOperation> granted, Set<AclOperation> needed) {
    if (granted == null) { // brokers that cannot tell leave it out
      findings.add(Finding.unknown(SUBJECT, "for " + resource + " are not told by the broker", ""));
      return;
    }
    Set<AclOperation> lacking = EnumSet.copyOf(needed);
    lacking.removeAll(granted);
    findings.add(
        lacking.isEmpty()
            ? Finding.ok(SUBJECT, "for " + resource + " suffice: " + new TreeSet<>(needed))
            : Finding.wrong(
                SUBJECT,
                "for " + resource + " lack " + new TreeSet<>(lacking),
                "kafka-acls --add --allow-principal User:.. --operation .. --" + resource));
  }

  private void group(boolean judged) {
    String resource = "group " + application;
    try {
      ConsumerGroupDescription group =
          deadline.get(
              admin
                  .describeConsumerGroups(
                      List.of(application),
                      new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                  .describedGroups()
                  .get(application));
      if (judged) {
        operations(
            resource,
            group.authorizedOperations(),
            EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE));
      }
      members(group);
    } catch (NoAnswerException failed) {
      if (failed.is(AuthorizationException.class)) {
        findings.add(
            Finding.wrong(
                SUBJECT,
                "for " + resource + " lack DESCRIBE: " + failed.getMessage(),
                "kafka-acls --add --allow-principal User:.. --operation READ --operation DESCRIBE"
                    + " --"
                    + resource));
      } else if (!failed.is(GroupIdNotFoundException.class)) {
        findings.add(Finding.unknown(SUBJECT, "for " + resource + ": " + failed.getMessage(), ""));
      } else if (judged) {
        findings.add(
            Finding.unknown(
                SUBJECT,
                "for " + resource + " include DESCRIBE; READ cannot be told before it has members",
                "see that this user has READ"));
      }
    }
  }

  /** A second instance with the name of one that runs would take its place. */
  private void members(ConsumerGroupDescription group) {
    TreeSet<String> hosts = new TreeSet<>();
    group
        .members()
        .forEach(
            member -> {
              String name = member.groupInstanceId().orElse("");
              if (!instance.isEmpty() && name.startsWith(instance + "-")) {
                hosts.add(member.host());
              }
            });
    if (!hosts.isEmpty()) {
      findings.add(
          Finding.warning(
              "instance",
              "the group " + application + " has an instance " + instance + " already, at " + hosts,
              "stop it before the start, or give this one its own " + Setting.INSTANCE_ID.key()));
    }
  }

  private void transactions() {
    String id = application + "-check";
    String resource = "transactional-id " + application + "-*";
    try {
      deadline.get(admin.describeTransactions(List.of(id)).description(id));
      mayDescribe(resource);
    } catch (NoAnswerException failed) {
      if (failed.is(TransactionalIdNotFoundException.class)) {
        mayDescribe(resource);
      } else if (failed.is(AuthorizationException.class)) {
        findings.add(
            Finding.wrong(
                SUBJECT,
                "for " + resource + " lack WRITE: " + failed.getMessage(),
                "kafka-acls --add --allow-principal User:.. --operation WRITE --transactional-id "
                    + application
                    + " --resource-pattern-type prefixed"));
      } else {
        findings.add(Finding.unknown(SUBJECT, "for " + resource + ": " + failed.getMessage(), ""));
      }
    }
  }

  private void mayDescribe(String resource) {
    findings.add(
        Finding.unknown(
            SUBJECT,
            "for " + resource + " include DESCRIBE; WRITE cannot be told without a transaction",
            "see that this user has WRITE"));
  }
}
