package dev.headwater.app.backup;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.backup.Backup;
import dev.headwater.backup.BackupException;
import dev.headwater.backup.BackupFolder;
import dev.headwater.backup.Cluster;
import dev.headwater.backup.Manifest;
import dev.headwater.backup.Restore;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Restores a backup into a Kafka that has no data of Headwater. */
public final class RestoreRun {
  private final Settings settings;
  private final TopicNames names;

  public RestoreRun(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
  }

  /**
   * Reads a backup, and compares each file with its digest. Needs no Kafka.
   *
   * @return what it holds
   * @throws StartException if there is no whole backup in the folder, or a file is damaged
   */
  public static Manifest verify(Path folder) {
    try (BackupFolder opened = BackupFolder.openToRead(folder)) {
      Manifest manifest = manifest(opened, folder);
      opened.verify(manifest);
      return manifest;
    } catch (BackupException failed) {
      throw new StartException(failed.getMessage(), failed);
    }
  }

  private static Manifest manifest(BackupFolder opened, Path folder) {
    return opened
        .complete()
        .orElseThrow(
            () ->
                new StartException(
                    "there is no whole backup in "
                        + folder
                        + " (no file "
                        + BackupFolder.MANIFEST
                        + ")"));
  }

  /**
   * Restores the backup. If it fails half-way, a second run completes it.
   *
   * @return what was done, one sentence each
   * @throws StartException if the backup is damaged, Kafka has other data, instances run, or Kafka
   *     or the registry refuse
   */
  public List<String> run(Path folder, Backup.Progress progress) {
    Manifest manifest = verify(folder);
    Connections connections = new Connections(settings);
    try (BackupFolder opened = BackupFolder.openToRead(folder);
        Admin admin = Admin.create(new HashMap<>(settings.kafka()));
        SchemaRegistry registry = connections.registry()) {
      registry.requireRegistry();
      Cluster cluster = BackupParts.cluster(admin, settings);
      StoppedInstances.require(admin, settings);
      RestoreTopics topics = new RestoreTopics(admin, settings, names, cluster, manifest);
      topics.begin();
      Restore restore =
          new Restore(
              opened,
              manifest,
              cluster,
              new RestoredSchemas(registry, cluster, names).register(manifest),
              BackupRun.SILENCE,
              progress);
      long unprocessed = restore.run();
      List<String> done = new ArrayList<>();
      for (Manifest.Topic topic : manifest.topics()) {
        done.add("restored " + topic.records() + " records of " + topic.part());
      }
      done.addAll(
          new KnownAlerts(connections.kafka(), names, registry, "restore")
              .sendToOwners(topics.eventPartitions())
              .sentences());
      if (names.generation() > 1) {
        new Generation(admin, names).leads().set((short) settings.count(Setting.TOPIC_REPLICATION));
      }
      topics.end(unprocessed > 0);
      if (unprocessed > 0) {
        done.add(
            unprocessed
                + " records of "
                + names.openlineage()
                + " are not processed yet, so it has retention.ms=-1 for now; set it back when the"
                + " lag is 0");
      }
      return done;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped during the restore; run it again", stopped);
    } catch (ExecutionException | KafkaException failed) {
      throw new StartException(
          connections.kafkaName() + " cannot be used (" + Kafka.reason(failed) + ")", failed);
    } catch (BackupException | RegistryException failed) {
      throw new StartException(failed.getMessage(), failed);
    }
  }
}
