package dev.headwater.cli;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

  /**
   * Starts the service, prints {@code ready URL} on a line of its own, and serves until the process
   * is stopped.
   *
   * @throws Failure if the service cannot continue
   */
  static int untilStopped(Terminal terminal, Supplier<Service> start) {
    Service service = start.get();
    // The hook runs on a signal, and also when the process exits after a failure.
    Runtime.getRuntime().addShutdownHook(new Thread(service.close(), "headwater-stop"));
    try {
      service.awaitReady().run();
      terminal.out().println("ready " + service.url());
      terminal.out().flush();
      Throwable cause = service.failure().get();
      throw Failure.cannot(String.valueOf(cause.getMessage()), cause);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a failure is told as a value", impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.CANNOT;
    }
  }
}
