package dev.headwater.app.repartition;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.GenerationTopics;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.stream.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/**
 * Removes what was derived for the generation that was in charge before: its topics and its
 * positions. Readers of its topic of assets have to read that of the new generation by then.
 */
public final class FormerRemoval {
  private final Settings settings;
  private final TopicNames names;
  private final String former;

  /**
   * @param settings of the generation in charge
   * @param former the {@code application.id} of the one before
   */
  public FormerRemoval(Settings settings, String former) {
    this.settings = settings;
    this.names = settings.topics();
    this.former = former;
  }

  /**
   * Removes them. If it fails half-way, a second run completes it.
   *
   * @return what was done, one sentence each
   * @throws StartException if the settings are not those of the generation in charge, the id is not
   *     that of the one before, or an instance of it runs
   */
  public List<String> run() {
    new Connections(settings).requireEventsTopic();
    return Waiting.atKafka(settings, this::remove);
  }

  private List<String> remove(Admin admin) throws ExecutionException, InterruptedException {
    Generation generation = new Generation(admin, names);
    generation.requireInCharge("repartition --clean");
    if (names.generation() == 1) {
      throw new StartException("generation 1 is in charge, and none was before it");
    }
    TopicNames before = generation.former();
    if (!admin.listTopics().names().get().contains(before.graph())) {
      return List.of("nothing is left of generation " + before.generation());
    }
    requireFormer(admin, before);
    List<String> done =
        new ArrayList<>(
            GenerationTopics.delete(
                admin,
                List.of(
                    before.assets(),
                    Changelogs.graph(former),
                    Changelogs.openLineage(former),
                    ResetMark.name(before))));
    for (String group : receivers(admin)) {
      GenerationTopics.deleteGroup(admin, group);
      done.add("deleted group " + group);
    }
    // The last one: by its positions in this topic, a second run knows the application.
    done.addAll(GenerationTopics.delete(admin, List.of(before.graph())));
    GenerationTopics.deleteGroup(admin, former);
    done.add("deleted group " + former);
    return done;
  }

  private void requireFormer(Admin admin, TopicNames before)
      throws ExecutionException, InterruptedException {
    boolean reads =
        !former.equals(settings.text(Setting.APPLICATION_ID))
            && admin
                .listConsumerGroupOffsets(former)
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet()
                .stream()
                .anyMatch(partition -> partition.topic().equals(before.graph()));
    if (!reads) {
      throw new StartException(
          "the application.id "
              + former
              + " has no positions in topic "
              + before.graph()
              + "; --from names that of the generation before. Kafka forgets positions some days"
              + " after the last instance has stopped: then delete these topics by hand, "
              + String.join(
                  ", ",
                  before.assets(),
                  before.graph(),
                  "and both that begin with its application.id and end in -changelog"));
    }
    if (StoppedInstances.threads(admin, former) > 0) {
      throw new StartException("an instance of " + former + " runs; stop it first");
    }
  }

  private TreeSet<String> receivers(Admin admin) throws ExecutionException, InterruptedException {
    TreeSet<String> groups = new TreeSet<>();
    for (GroupListing group : admin.listGroups().all().get()) {
      if (group.groupId().startsWith(former + ".alerts.")) {
        groups.add(group.groupId());
      }
    }
    return groups;
  }
}
