package dev.headwater.dev;

import dev.headwater.app.Headwater;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in a data folder that says which format the state in it has. The folder holds the events
 * and the broker, and nobody else uses them: state of an earlier format is rebuilt without a
 * command. State of a later format stays as it is, and the start refuses it.
 */
final class StateMark {
  private static final Logger LOG = LoggerFactory.getLogger(StateMark.class);
  private static final String NAME = "state-format";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The format of a folder that holds data and does not say which format it has. */
  private static final int UNSTATED = 0;

  private final Path file;
  private final int format;

  private StateMark(Path file, int format) {
    this.file = file;
    this.format = format;
  }

  /**
   * Reads the mark.
   *
   * @param folder of data, before anything is started on it; it need not exist
   */
  static StateMark of(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (Files.exists(file)) {
        return new StateMark(file, Integer.parseInt(Files.readString(file).strip()));
      }
    } catch (IOException | NumberFormatException unreadable) {
      LOG.warn("{} cannot be read ({}); the state is rebuilt", file, unreadable.getMessage());
    }
    boolean isNew = !Files.exists(folder.resolve("state"));
    return new StateMark(file, isNew ? Headwater.STATE_FORMAT : UNSTATED);
  }

  /** Deletes state of an earlier format, so that the start rebuilds it; Kafka must be running. */
  void prepare(Settings settings) {
    if (format < Headwater.STATE_FORMAT) {
      LOG.info(
          "the state has format {}, this version has {}: rebuilding it from the events",
          format,
          Headwater.STATE_FORMAT);
      reset(new Reset(settings), System.nanoTime() + PATIENCE.toNanos());
    }
    if (format <= Headwater.STATE_FORMAT) {
      write();
    }
  }

  /** An instance that did not stop in order counts as running until its session is over. */
  private static void reset(Reset reset, long deadlineNanos) {
    while (true) {
      try {
        reset.run();
        return;
      } catch (StartException running) {
        if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
          throw running;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void write() {
    try {
      Files.writeString(file, Headwater.STATE_FORMAT + "\n");
    } catch (IOException failed) {
      throw new StartException("cannot write " + file + ": " + failed.getMessage(), failed);
    }
  }
}
