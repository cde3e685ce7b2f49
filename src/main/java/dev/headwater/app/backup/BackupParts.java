package dev.headwater.app.backup;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.stream.Changelogs;
import dev.headwater.backup.Cluster;
import dev.headwater.backup.Part;
import dev.headwater.stream.TopicNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The topics of this installation that a backup holds. */
public final class BackupParts {
  private BackupParts() {}

  public static Cluster cluster(Admin admin, Settings settings) {
    TopicNames names = settings.topics();
    String application = settings.text(Setting.APPLICATION_ID);
    return new Cluster(
        admin,
        new HashMap<>(settings.kafka()),
        Map.of(
            Part.OPENLINEAGE_STATE,
            Changelogs.openLineage(application),
            Part.QUARANTINE,
            names.quarantine(),
            Part.ALERTS,
            names.alerts(),
            Part.OPENLINEAGE,
            names.openlineage(),
            Part.EVENTS,
            names.events()),
        application);
  }
}
