package dev.headwater.cli;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The life of a command that serves until it is stopped. */
final class Running {

  private Running() {}

  /**
   * What serves.
   *
   * @param url where it serves
   * @param awaitReady returns when requests are answered in full
   * @param failure completes with the cause if it cannot go on
   * @param close stops it in order, in bounded time
   */
  record Service(
      URI url, Runnable awaitReady, CompletableFuture<Throwable> failure, Runnable close) {}

  /**
   * Starts, prints {@code ready URL} on a line of its own, and serves until the process is told to
   * stop or the service cannot go on, which is a {@link Failure}.
   */
  static int untilStopped(Terminal terminal, Supplier<Service> start) {
    Service service = start.get();
    // Runs on a signal, and at the exit of the process that follows a failure.
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
