package dev.headwater.deploy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds out whether this machine can run containers. If it cannot, it skips or fails the test. */
final class DockerOnThisMachine {
  private static final String MISSING =
      "containers: skipped, because there is no Docker engine with docker-compose here;"
          + " on Debian: apt-get install docker.io docker-compose, then start dockerd";

  private DockerOnThisMachine() {}

  /**
   * Skips the test, with one line that says what is missing, if this machine cannot run containers.
   * Fails it instead if the environment has CI=true.
   */
  static void require() {
    // This runs the docker program. Testcontainers would pull an image first.
    if (succeeds("docker", "info") && (composeIsAPlugin() || composeIsAProgram())) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(MISSING.replace("skipped", "cannot be tested"));
    }
    System.err.println(MISSING);
    Assumptions.abort(MISSING);
  }

  /** Returns whether version 2, {@code docker compose}, is there. */
  static boolean composeIsAPlugin() {
    return succeeds("docker", "compose", "version");
  }

  /** Returns whether version 1, {@code docker-compose}, is there. */
  static boolean composeIsAProgram() {
    return succeeds("docker-compose", "version");
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
