package dev.headwater.model.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.RandomCommands;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphCommandTest {
  @Property(tries = 10)
  void accept_callsTheMethodOfItsOwnKind_onceAndWithItself(
      @ForAll("commands") List<Sent> commands) {
    for (Sent sent : commands) {
      List<Object> visited = new ArrayList<>();
      GraphCommand.Visitor visitor =
          (GraphCommand.Visitor)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
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

  @Provide
  Arbitrary<List<Sent>> commands() {
    return RandomCommands.anyOfEachKind();
  }
}
