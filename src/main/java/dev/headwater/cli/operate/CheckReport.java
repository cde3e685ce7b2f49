package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.Finding.Status;
import dev.headwater.cli.terminal.Colour;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import java.util.List;
import java.util.Locale;

/** Prints what the checks before a start have found, a line for each finding. */
final class CheckReport {

  private final List<Finding> findings;

  CheckReport(List<Finding> findings) {
    this.findings = List.copyOf(findings);
  }

  /** 1 if anything is wrong, else 2 if anything could not be found out, else 0. */
  int exitCode() {
    if (count(Status.WRONG) > 0) {
      return ExitCode.NO;
    }
    return count(Status.UNKNOWN) > 0 ? ExitCode.CANNOT : ExitCode.OK;
  }

  void print(Terminal terminal) {
    for (Finding finding : findings) {
      String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
      String line = finding.subject() + ": " + finding.what() + remedy;
      String status = String.format("%-7s", word(finding.status()));
      terminal.print(terminal.paint(colour(finding.status()), status) + " " + Text.oneLine(line));
    }
    terminal.print(
        count(Status.OK)
            + " ok, "
            + count(Status.WARNING)
            + (count(Status.WARNING) == 1 ? " warning, " : " warnings, ")
            + count(Status.WRONG)
            + " wrong, "
            + count(Status.UNKNOWN)
            + " unknown; nothing was started or changed");
    terminal.out().flush();
  }

  void printJson(Terminal terminal) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put(
        "result",
        switch (exitCode()) {
          case ExitCode.OK -> "ok";
          case ExitCode.NO -> "wrong";
          default -> "unknown";
        });
    ArrayNode all = answer.putArray("findings");
    for (Finding finding : findings) {
      all.addObject()
          .put("status", word(finding.status()))
          .put("subject", finding.subject())
          .put("what", finding.what())
          .put("remedy", finding.remedy());
    }
    terminal.out().println(JsonTree.line(answer));
    terminal.out().flush();
  }

  private long count(Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static Colour colour(Status status) {
    return switch (status) {
      case OK -> Colour.GREEN;
      case WARNING, UNKNOWN -> Colour.YELLOW;
      case WRONG -> Colour.RED;
    };
  }
}
