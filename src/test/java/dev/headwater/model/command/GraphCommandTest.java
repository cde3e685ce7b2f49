package dev.headwater.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.model.RandomCommands;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@code accept} calls the visitor method of the command's own kind, once. Checks random
 * commands of every kind with a dynamic proxy as the visitor.
 */
class GraphCommandTest {
  @Test
  void accept_callsTheMethodOfItsOwnKind_onceAndWithItself() {
    Seeds.forEach(10, random -> assertVisited(RandomCommands.oneOfEachKind(random)));
  }

  private static void assertVisited(List<CommandEnvelope> commands) {
    for (CommandEnvelope sent : commands) {
      List<Object> visited = new ArrayList<>();
      GraphCommand.Visitor visitor =
          (GraphCommand.Visitor)
              Proxy.newProxyInstance(
                  GraphCommand.class.getClassLoader(),
                  new Class<?>[] {GraphCommand.Visitor.class},
                  (proxy, method, arguments) -> {
                    assertThat(method.getParameterTypes()).containsExactly(arguments[0].getClass());
                    visited.add(arguments[0]);
                    return null;
                  });
      sent.command().accept(visitor);
      assertThat(visited).containsExactly(sent.command());
    }
  }
}
