package dev.headwater.deploy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What this machine has for running containers, and what becomes of a test where it has not. */
final class DockerOnThisMachine {
  private static final String MISSING =
      "containers: skipped, because there is no Docker engine with docker-compose here;"
          + " on Debian: apt-get install docker.io docker-compose, then start dockerd";

  private DockerOnThisMachine() {}

  /** Skips the test with one line that says what is missing; where CI=true, fails it. */
  static void require() {
    // Asked of the program, not of Testcontainers: that would begin by pulling an image.
    if (succeeds("docker", "info") && (composeIsAPlugin() || composeIsAProgram())) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(MISSING.replace("skipped", "cannot be tested"));
    }
    System.err.println(MISSING);
    Assumptions.abort(MISSING);
  }

  /** Version 2: {@code docker compose}. */
  static boolean composeIsAPlugin() {
    return succeeds("docker", "compose", "version");
  }

  /** Version 1: {@code docker-compose}. */
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
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
