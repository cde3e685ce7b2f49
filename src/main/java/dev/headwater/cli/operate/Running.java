package dev.headwater.cli.operate;

import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.settings.StartException;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs a command that serves until it is stopped. */
final class Running {

  private Running() {}

  /**
   * A running service.
   *
   * @param url the URL at which it serves
   * @param awaitReady returns when all state is restored and events are processed
   * @param failure completes with the cause if the service cannot continue
   * @param close stops it in order, in bounded time
   */
  record Service(
      URI url, Runnable awaitReady, CompletableFuture<Throwable> failure, Runnable close) {}

  private static Throwable untilFailed(Terminal terminal, Service service)
      throws ExecutionException, InterruptedException {
    try {
      service.awaitReady().run();
      terminal.out().println("ready " + service.url());
      terminal.out().flush();
    } catch (StartException failed) {
      if (isChangedRole(failed)) {
        return failed;
      }
      throw failed;
    }
    return service.failure().get();
  }

  private static boolean isChangedRole(Throwable failure) {
    return failure instanceof RoleChangedException
        || failure.getCause() instanceof RoleChangedException;
  }

  /**
   * Starts the service, prints {@code ready URL} on a line of its own, and serves until the process
   * is stopped. If what the service may do has changed, closes it, and starts another one.
   *
   * @throws Failure if the service cannot continue
   */
  static int untilStopped(Terminal terminal, Supplier<Service> start) {
    AtomicReference<Service> running = new AtomicReference<>(start.get());
    // The hook runs on a signal, and also when the process exits after a failure.
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> running.get().close().run(), "headwater-stop"));
    try {
      while (true) {
        Throwable cause = untilFailed(terminal, running.get());
        if (!isChangedRole(cause)) {
          throw Failure.cannot(String.valueOf(cause.getMessage()), cause);
        }
        running.get().close().run();
        running.set(start.get());
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a failure is told as a value", impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.CANNOT;
    }
  }
}
