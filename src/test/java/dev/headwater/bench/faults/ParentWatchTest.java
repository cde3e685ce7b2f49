package dev.headwater.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@link ParentWatch} ends a process when its standard input closes, and not before.
 * Starts a real process.
 */
class ParentWatchTest {
  /** A process that never ends by itself, so only the watch can end it. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      ParentWatch.begin();
      System.out.println("up");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void begin_endsTheProcessWhenItsInputCloses_andNotBefore() throws Exception {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      awaitOutput(child);
      assertThat(child.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();

      child.getOutputStream().close();

      assertThat(child.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(1);
    } finally {
      child.destroyForcibly();
    }
  }

  private static void awaitOutput(Process child) throws IOException {
    assertThat(child.getInputStream().read()).isEqualTo('u');
  }
}
