package dev.headwater.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;

/**
 * Where the state of an instance is on disk. The folder is named after the id of the graph topic,
 * which changes when the derived state is forgotten: what a machine kept from before would pass for
 * a prefix of the new state, and is never opened instead.
 */
final class StateFolder {

  private StateFolder() {}

  /** The folder of all state of this application on this machine. */
  static Path parent(Settings settings) {
    return Path.of(settings.text(Setting.STATE_DIR))
        .toAbsolutePath()
        .resolve(settings.text(Setting.APPLICATION_ID));
  }

  /** Makes the folder. Throws {@link StartException} if it cannot be written. */
  static Path create(Settings settings, Uuid graphTopic) {
    Path folder = parent(settings).resolve(graphTopic.toString());
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ""));
      return folder;
    } catch (IOException failed) {
      throw new StartException(
          "cannot write to the state folder "
              + folder
              + " ("
              + failed.getClass().getSimpleName()
              + "); name another with "
              + Setting.STATE_DIR.key(),
          failed);
    }
  }
}
