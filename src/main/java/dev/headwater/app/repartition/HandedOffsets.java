package dev.headwater.app.repartition;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.TopicEnds;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.ChangelogTail;
import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The positions that one application hands over to another one. */
final class HandedOffsets {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;
  private final TopicNames names;
  private final String from;
  private final String to;

  /**
   * @param from the application that hands over
   * @param to the one that takes over
   */
  HandedOffsets(Admin admin, TopicNames names, String from, String to) {
    this.admin = admin;
    this.names = names;
    this.from = from;
    this.to = to;
  }

  /**
   * @param former the topics of the generation in charge
   * @throws StartException if the application that hands over has not processed its commands
   */
  void requireFormer(TopicNames former) throws ExecutionException, InterruptedException {
    if (from.equals(to)) {
      throw new StartException(
          "--from names the application.id of the new generation; name the one in charge");
    }
    Map<TopicPartition, Long> processed = committed(from, former.graph());
    Map<TopicPartition, Long> begins = TopicEnds.begins(admin, processed.keySet());
    // The generation in charge deletes commands up to where it has processed them.
    if (processed.entrySet().stream().anyMatch(one -> one.getValue() < begins.get(one.getKey()))) {
      throw new StartException(
          "the application.id "
              + from
              + " has not processed topic "
              + former.graph()
              + " for a while; --from names the one of the generation in charge");
    }
    if (processed.isEmpty()) {
      throw new StartException(
          "the application.id "
              + from
              + " has no positions in topic "
              + former.graph()
              + "; --from names the one of the generation in charge");
    }
  }

  /** Reads what is between two offsets. The caller closes it. */
  ChangelogTail tail(Connections connections) {
    return new ChangelogTail(connections.reader(ChangelogTail.CONSUMER));
  }

  /** Whether the new application has processed every event that the old one has processed. */
  boolean haveCaughtUp(ChangelogTail tail) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> done = committed(to, names.events());
    Map<TopicPartition, Long> begins =
        TopicEnds.begins(admin, committed(from, names.events()).keySet());
    for (Map.Entry<TopicPartition, Long> one : committed(from, names.events()).entrySet()) {
      long at = done.getOrDefault(one.getKey(), begins.get(one.getKey()));
      // Between the two may be the markers of transactions only.
      if (at < one.getValue() && !tail.isEmpty(one.getKey(), at, one.getValue(), PATIENCE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the new application has processed these commands.
   *
   * @param last their offsets, by partition of the graph topic
   */
  boolean haveProcessed(Map<Integer, Long> last) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> done = committed(to, names.graph());
    return last.entrySet().stream()
        .allMatch(
            one ->
                done.getOrDefault(new TopicPartition(names.graph(), one.getKey()), 0L)
                    > one.getValue());
  }

  /**
   * Sets the new application back to where the old one has ended. What it has processed beyond that
   * while it followed, it processes again: that changes nothing, but what has to be said about
   * those records is said now.
   */
  void hand() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    Map<TopicPartition, Long> events = new HashMap<>(committed(to, names.events()));
    events.putAll(
        TopicEnds.begins(admin, events.keySet())); // where the old one has processed nothing
    events.putAll(committed(from, names.events()));
    events.putAll(committed(from, names.openlineage()));
    events.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets(to, positions).all().get();
  }

  /**
   * Hands over how far each receiver of alerts has come.
   *
   * @return what was done, one sentence each
   */
  List<String> handReceivers() throws ExecutionException, InterruptedException {
    List<String> done = new ArrayList<>();
    String prefix = from + ".alerts.";
    Set<String> groups = new TreeSet<>();
    for (GroupListing group : admin.listGroups().all().get()) {
      if (group.groupId().startsWith(prefix)) {
        groups.add(group.groupId());
      }
    }
    for (String group : groups) {
      String receiver = group.substring(prefix.length());
      Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, position) -> {
                if (position != null && partition.topic().equals(names.alerts())) {
                  positions.put(partition, position);
                }
              });
      if (!positions.isEmpty()) {
        admin.alterConsumerGroupOffsets(to + ".alerts." + receiver, positions).all().get();
        done.add("handed over the position of receiver " + receiver);
      }
    }
    return done;
  }

  /** Up to where the application that hands over has processed this topic. */
  Map<TopicPartition, Long> processed(String topic)
      throws ExecutionException, InterruptedException {
    return committed(from, topic);
  }

  private Map<TopicPartition, Long> committed(String application, String topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    // The transaction of an instance that was killed may be complete but for its end. What the new
    // application commits now does not matter, and it commits all the time.
    boolean stable = application.equals(from);
    admin
        .listConsumerGroupOffsets(
            application, new ListConsumerGroupOffsetsOptions().requireStable(stable))
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, offset) -> {
              if (offset != null && partition.topic().equals(topic)) {
                committed.put(partition, offset.offset());
              }
            });
    return committed;
  }
}
