package dev.headwater.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * The place of an instance's state on disk. The folder is named after the id of the graph topic,
 * which changes when the derived state is deleted. Old state on a machine could be mistaken for a
 * prefix of the new state; with this name, it is never opened.
 */
final class StateFolder {

  private StateFolder() {}

  /** The folder of all state of this application on this machine. */
  static Path parent(Settings settings) {
    return Path.of(settings.text(Setting.STATE_DIR))
        .toAbsolutePath()
        .resolve(settings.text(Setting.APPLICATION_ID));
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Creates the folder.
   *
   * @throws StartException if this process cannot write to it
   */
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
