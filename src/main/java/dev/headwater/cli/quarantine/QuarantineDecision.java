package dev.headwater.cli.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import java.util.List;
import java.util.function.Function;

/** Does the same with several quarantined records, and says what became of each. */
final class QuarantineDecision {
  private final Terminal terminal;
  private final boolean json;

  QuarantineDecision(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * Goes on after a record with which it cannot be done; the exit code is that of the worst.
   *
   * @param decide sends the request for an id, and returns the answer
   */
  int each(List<String> ids, Function<String, JsonNode> decide) {
    int worst = ExitCode.OK;
    for (String id : ids) {
      try {
        JsonNode record = decide.apply(id);
        if (json) {
          terminal.out().println(JsonTree.line(record));
        } else {
          QuarantineText.lines(record).forEach(terminal::print);
        }
      } catch (Failure failure) {
        terminal.error(failure.getMessage());
        worst = Math.max(worst, failure.exitCode());
      }
      terminal.out().flush();
    }
    return worst;
  }
}
