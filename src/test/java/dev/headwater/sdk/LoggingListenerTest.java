package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;

/**
 * Shows that {@link LoggingListener} logs an outage with few lines, and what goes to standard error
 * if the log discards everything. Uses a logger that records.
 */
class LoggingListenerTest {

  private final List<String> logged = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LoggingListener listener =
      new LoggingListener(recording(), new PrintStream(err, true, StandardCharsets.UTF_8));

  /** Returns a logger that records warnings and infos as they would be printed. */
  private Logger recording() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("warn") || method.getName().equals("info")) {
                Object[] values =
                    arguments.length == 2 && arguments[1] instanceof Object[] many
                        ? many
                        : Arrays.copyOfRange(arguments, 1, arguments.length);
                logged.add(
                    method.getName()
                        + " "
                        + MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
              }
              return null;
            });
  }

  @Test
  void anOutage_isAWarningForWaitingAndFewForLosses_andOneLineAtItsEnd() {
    for (int i = 0; i < 100; i++) {
      listener.waiting("Kafka does not answer, attempt " + i);
      listener.dropped(10, "no room");
    }

    assertThat(logged)
        .containsExactly(
            "warn lineage events wait: Kafka does not answer, attempt 0 (told once)",
            "warn 10 lineage events are lost: no room (told once)",
            "warn 100 lineage events are lost by now",
            "warn 1000 lineage events are lost by now");
    logged.clear();
    listener.resumed();
    assertThat(logged)
        .containsExactly(
            "info lineage events are sent again; 0 failed and 1000 were dropped since the last"
                + " time");
    logged.clear();
    listener.waiting("again");
    assertThat(logged).containsExactly("warn lineage events wait: again (told once)");
  }

  @Test
  void whatEarlierProcessesLeft_isNotSaidToBeDelivered() {
    listener.recovered(7);

    assertThat(logged)
        .containsExactly(
            "info 7 lineage events that earlier processes left in the spool wait for delivery");
  }

  @Test
  void withoutAProvider_theFirstWarningsGoToStandardError_once() {
    LoggingListener silent =
        new LoggingListener(
            NOPLogger.NOP_LOGGER, new PrintStream(err, true, StandardCharsets.UTF_8));

    silent.recovered(7);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    silent.waiting("Kafka does not answer");
    silent.waiting("the registry does not answer");
    silent.resumed();
    silent.dropped(10, "no room");
    silent.dropped(10, "no room");

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Headwater: lineage events wait: Kafka does not answer (told once; slf4j has no"
                + " provider, with one the log tells more)",
            "Headwater: 10 lineage events are lost: no room (told once; slf4j has no"
                + " provider, with one the log tells more)");
  }

  @Test
  void withAProvider_nothingGoesToStandardError() {
    listener.waiting("Kafka does not answer");

    assertThat(err.size()).isZero();
  }

  @Test
  void failedRuns_areEachWorthAWarning() {
    listener.runFailed(new Job("n", "j"), "r1", "java.io.IOException: x");

    assertThat(logged).containsExactly("warn run r1 of n:j failed: java.io.IOException: x");
  }

  @Test
  void cutCompositions_areEachWorthAWarning() {
    listener.compositionCut(new Job("n", "j"), "r1", "language of a: 3 records count as unknown");

    assertThat(logged)
        .containsExactly("warn run r1 of n:j: language of a: 3 records count as unknown");
  }
}
