package dev.headwater.app.kafka;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats an attempt until it succeeds. It logs once what it waits for, and once that it continues.
 */
public final class Waiting {

  private static final long PAUSE_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  private Waiting() {}

  /** An attempt to use something that may not be available yet. */
  public interface Attempt<T> {
    T make() throws ExecutionException, TimeoutException, InterruptedException;
  }

  /** Something that is done with an admin client of its own. */
  public interface AdminWork<T> {
    T with(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
  }

  /**
   * Does work at Kafka, and does it again from the beginning until Kafka is there.
   *
   * @throws StartException as in {@link #until}
   */
  public static <T> T atKafka(Settings settings, AdminWork<T> work) {
    return until(
        "Kafka at " + settings.text(Setting.BOOTSTRAP_SERVERS),
        Setting.BOOTSTRAP_SERVERS,
        () -> {
          try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            return work.with(admin);
          }
        });
  }

  /**
   * Returns the result of the first attempt that succeeds.
   *
   * @param what what it waits for, with its address
   * @param setting the setting that contains the address
   * @throws StartException if the failure cannot pass by waiting, or the thread is interrupted
   */
  public static <T> T until(String what, Setting setting, Attempt<T> attempt) {
    boolean said = false;
    while (true) {
      try {
        T result = attempt.make();
        if (said) {
          LOG.info("{} is there; going on", what);
        }
        return result;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new StartException("stopped while waiting for " + what, stopped);
      } catch (ExecutionException | TimeoutException | RuntimeException failed) {
        requirePassing(what, setting, failed);
        if (!said) {
          said = true;
          LOG.warn(
              "waiting for {} ({}); it is set by {}", what, Kafka.reason(failed), setting.key());
        }
      }
      pause(what);
    }
  }

  private static void requirePassing(String what, Setting setting, Exception failed) {
    if (failed instanceof StartException known) {
      throw known;
    }
    if (!mayPass(failed)) {
      throw new StartException(
          what
              + (Kafka.isRefusal(failed) ? " refuses this user: " : " cannot be used: ")
              + Kafka.reason(failed)
              + "; see "
              + setting.key()
              + " and the clients' settings",
          failed);
    }
  }

  private static boolean mayPass(Throwable failed) {
    if (Kafka.isRefusal(failed)) {
      return false;
    }
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      // The host has no address yet: its container may still be starting.
      boolean unresolved =
          cause instanceof ConfigException
              && String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls");
      if (unresolved || cause instanceof TimeoutException) {
        return true;
      }
    }
    return Kafka.isPassing(failed);
  }

  private static void pause(String what) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped while waiting for " + what, stopped);
    }
  }
}
