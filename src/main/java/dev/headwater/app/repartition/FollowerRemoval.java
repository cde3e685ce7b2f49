package dev.headwater.app.repartition;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.GenerationTopics;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.Waiting;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

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
    new Connections(settings).requireEventsTopic();
    return Waiting.atKafka(settings, this::remove);
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
    List<String> done =
        GenerationTopics.delete(
            admin,
            List.of(
                names.assets(),
                names.graph(),
                Changelogs.graph(application),
                Changelogs.openLineage(application)));
    GenerationTopics.deleteGroup(admin, application);
    generation.follows().remove();
    return done;
  }
}
