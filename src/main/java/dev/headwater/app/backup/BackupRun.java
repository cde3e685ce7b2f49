package dev.headwater.app.backup;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.settings.Version;
import dev.headwater.backup.Backup;
import dev.headwater.backup.BackupException;
import dev.headwater.backup.BackupFolder;
import dev.headwater.backup.Manifest;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.registry.UnknownSchemaException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Backs up an installation into a folder. Instances may run meanwhile. */
public final class BackupRun {
  /** Longer than Kafka needs to end the transaction of an instance that was killed. */
  public static final Duration SILENCE = Duration.ofSeconds(120);

  private final Settings settings;

  public BackupRun(Settings settings) {
    this.settings = settings;
  }

  /**
   * Writes a backup into the folder, or brings the one that is there up to date.
   *
   * @return what the folder holds
   * @throws StartException if it cannot be done; a backup that was there before stays as it was
   */
  public Manifest run(Path folder, Backup.Progress progress) {
    Connections connections = new Connections(settings);
    connections.requireEventsTopic();
    try (BackupFolder opened = BackupFolder.openToWrite(folder);
        Admin admin = Admin.create(new HashMap<>(settings.kafka()));
        SchemaRegistry registry = connections.registry()) {
      registry.requireRegistry();
      new Generation(admin, settings.topics()).requireInCharge("backup");
      new ErasureMark(admin, settings.topics()).requireAbsent();
      return new Backup(
              opened,
              BackupParts.cluster(admin, settings),
              id -> schema(registry, id),
              Version.text(),
              Clock.systemUTC(),
              SILENCE,
              progress)
          .run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while writing the backup", stopped);
    } catch (ExecutionException | KafkaException failed) {
      throw new StartException(
          "cannot read from " + connections.kafkaName() + " (" + Kafka.reason(failed) + ")",
          failed);
    } catch (BackupException | RegistryUnavailableException failed) {
      throw new StartException(failed.getMessage(), failed);
    }
  }

  private static Optional<String> schema(SchemaRegistry registry, int id) {
    try {
      return Optional.of(registry.schemaById(id));
    } catch (UnknownSchemaException none) {
      return Optional.empty();
    }
  }
}
