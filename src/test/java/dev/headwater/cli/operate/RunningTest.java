package dev.headwater.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.settings.StartException;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminals;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningTest {
  private static final RoleChangedException CHANGED = new RoleChangedException("changed");
  private static final Runnable READY = () -> {};

  private final List<String> happened = new ArrayList<>();
  private final Deque<Running.Service> services = new ArrayDeque<>();
  private final StringWriter out = new StringWriter();

  private void then(String name, Runnable awaitReady, Throwable failure) {
    services.add(
        new Running.Service(
            URI.create("http://" + name),
            awaitReady,
            CompletableFuture.completedFuture(failure),
            () -> happened.add(name + " closed")));
  }

  private void run() {
    Running.untilStopped(
        Terminals.pipe(out, new StringWriter(), "", Map.of()),
        () -> {
          happened.add("started");
          return services.remove();
        });
  }

  @Test
  void serviceWhoseRoleHasChanged_isClosedAndStartedAgain() {
    then("first", READY, CHANGED);
    then(
        "second",
        () -> {
          throw new StartException("not ready", CHANGED);
        },
        CHANGED);
    then("third", READY, new IllegalStateException("broken"));

    assertThatThrownBy(this::run).isInstanceOf(Failure.class).hasMessage("broken");

    assertThat(happened)
        .containsExactly("started", "first closed", "started", "second closed", "started");
    assertThat(out.toString())
        .contains("ready http://first\n", "ready http://third\n")
        .doesNotContain("second");
  }

  @Test
  void serviceThatDoesNotGetReady_ends() {
    then(
        "first",
        () -> {
          throw new StartException("refused");
        },
        CHANGED);

    assertThatThrownBy(this::run).isInstanceOf(StartException.class).hasMessage("refused");
    assertThat(happened).containsExactly("started");
  }
}
