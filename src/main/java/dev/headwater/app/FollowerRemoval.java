package dev.headwater.app;

import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Gives up a generation that follows: deletes its topics and its positions. The generation in
 * charge goes on, or can be started again.
 */
public final class FollowerRemoval {
  private final Settings settings;
  private final TopicNames names;
  private final String application;

  /**
   * @param settings of the generation that follows
   */
  public FollowerRemoval(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
    this.application = settings.text(Setting.APPLICATION_ID);
  }

  /**
   * Removes the generation. If it fails half-way, a second run completes it.
   *
   * @return what was done, one sentence each
   * @throws StartException if the generation does not follow any more, or its instances run
   */
  public List<String> run() {
    Connections connections = new Connections(settings);
    connections.requireEventsTopic();
    return Waiting.until(
        connections.kafkaName(),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            return remove(admin);
          }
        });
  }

  private List<String> remove(Admin admin) throws ExecutionException, InterruptedException {
    Generation generation = new Generation(admin, names);
    if (generation.role() != Generation.Role.FOLLOWS) {
      throw new StartException(
          "generation "
              + names.generation()
              + " does not follow any more: it is in charge, or about to be; run repartition --finish"
              + " if that was interrupted");
    }
    StoppedInstances.require(admin, settings);
    generation.takesOver().remove();
    Set<String> topics =
        new TreeSet<>(
            Set.of(
                names.graph(),
                names.assets(),
                Changelogs.graph(application),
                Changelogs.openLineage(application)));
    topics.retainAll(admin.listTopics().names().get());
    List<String> done = new ArrayList<>();
    for (String topic : topics) {
      admin.deleteTopics(List.of(topic)).all().get();
      Kafka.await(
          "topic " + topic + " to disappear",
          () -> !admin.listTopics().names().get().contains(topic));
      done.add("deleted topic " + topic);
    }
    forgetGroup(admin);
    generation.follows().remove();
    return done;
  }

  private void forgetGroup(Admin admin) throws ExecutionException, InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(application)).all().get();
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        throw failed;
      }
    }
  }
}
