package dev.headwater.app.stream;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of an instance's state on disk. The folder is named after the id of the graph topic,
 * which changes when the derived state is deleted. Old state on a machine could be mistaken for a
 * prefix of the new state; with this name, it is never opened, and the next start deletes it.
 */
public final class StateFolder {

  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  /** Kafka Streams has its lock in the folder of the application, below ours. */
  private static final int LOCK_DEPTH = 2;

  private StateFolder() {}

  /** The folder of all state of this application on this machine. */
  public static Path parent(Settings settings) {
    return Path.of(settings.text(Setting.STATE_DIR))
        .toAbsolutePath()
        .resolve(settings.text(Setting.APPLICATION_ID));
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /**
   * Deletes the state of graph topics that were there before this one. It may hold what was erased
   * since. A folder that a process uses is left alone: it belongs to an installation on another
   * Kafka that has the same names.
   */
  private static void deleteFormer(Path parent, Path now) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    List<Path> former;
    try (Stream<Path> all = Files.list(parent)) {
      former = all.filter(StateFolder::isState).filter(one -> !one.equals(now)).toList();
    }
    for (Path one : former) {
      if (!isInUse(one)) {
        delete(one);
        LOG.info("deleted the state in {}, which is of a graph topic of before", one);
      }
    }
  }

  private static boolean isState(Path folder) {
    try {
      Uuid.fromString(folder.getFileName().toString());
      return Files.isDirectory(folder);
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  /** Whether a process has the lock of Kafka Streams in the folder. */
  private static boolean isInUse(Path folder) throws IOException {
    List<Path> locks;
    try (Stream<Path> all = Files.walk(folder, LOCK_DEPTH)) {
      locks = all.filter(file -> file.endsWith(".lock")).toList();
    }
    for (Path lock : locks) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock mine = channel.tryLock()) {
        if (mine == null) {
          return true;
        }
      } catch (OverlappingFileLockException ours) {
        return true;
      }
    }
    return false;
  }

  /**
   * Creates the folder, and deletes those of former graph topics.
   *
   * @throws StartException if this process cannot write to it
   */
  public static Path create(Settings settings, Uuid graphTopic) {
    Path folder = parent(settings).resolve(graphTopic.toString());
    try {
      deleteFormer(parent(settings), folder);
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
