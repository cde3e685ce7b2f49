package dev.headwater.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.app.erase.EraseRun;
import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.CopyProgress;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.codec.json.Rfc3339;
import dev.headwater.erasure.Selection;
import dev.headwater.erasure.What;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases texts and ids of people, or the content of unused versions. */
@Command(
    name = "erase",
    description = {
      "Erases the ids of people, the texts of their decisions and their prompts from Kafka, for good."
          + " Lineage, documentation and alerts stay. The next 'serve' builds the derived state anew.",
      "With --unused-since, it erases what is said of old versions that nothing uses, instead.",
      "All instances must be stopped. An erasure that was interrupted goes on when it is run again."
    })
public final class EraseCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The settings that 'serve' runs with.")
  private Path config;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** What to erase: exactly one of the three. */
  static final class Subject {
    @Option(
        names = "--agent",
        paramLabel = "ID",
        description =
            "A person or organization: the id wherever it stands, the decisions that it made, the"
                + " prompts of events that name it as an agent.")
    private String agent;

    @Option(
        names = "--asset",
        paramLabel = "URN",
        description =
            "A dataset or model: agents, decisions and prompts of the events that made, documented"
                + " or retracted it.")
    private String asset;

    @ArgGroup(exclusive = false)
    private Unused unused;
  }

  /** Which old versions are not needed any more. */
  static final class Unused {
    @Option(
        names = "--unused-since",
        required = true,
        paramLabel = "TIME",
        description =
            "Old versions of datasets from which nothing descends, and which nothing has named"
                + " since: all but names, sizes, digests and compositions. At least 30 days ago.")
    private String since;

    @Option(
        names = "--decided-by",
        required = true,
        paramLabel = "ID",
        description = "With --unused-since: the person who decides that. It goes on record.")
    private String decidedBy;

    @Option(
        names = "--rationale",
        required = true,
        paramLabel = "TEXT",
        description = "With --unused-since: why. It goes on record.")
    private String rationale;
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      description = "Only agents, decisions or prompts; several with commas. Default: all three.")
  private List<String> only;

  @Option(names = "--dry-run", description = "Only count what there is. Instances may run.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Really do it.")
  private boolean yes;

  @Option(
      names = "--json",
      description = "Print the result as JSON: {\"done\":[..],\"left\":[..]}.")
  private boolean json;

  private final Terminal terminal;

  public EraseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Selection selection = selection();
    if (!yes && !dryRun) {
      throw Failure.usage(
          "erase cannot be undone; look with --dry-run first, then say --yes to do it");
    }
    Settings settings = Settings.read(Optional.of(config), terminal.environment(), Map.of());
    EraseRun.Report report =
        new EraseRun(settings).run(selection, dryRun, new CopyProgress(terminal));
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      report.done().forEach(answer.putArray("done")::add);
      report.left().forEach(answer.putArray("left")::add);
      terminal.out().println(JsonTree.line(answer));
    } else {
      print(report);
    }
    terminal.out().flush();
    return report.left().isEmpty() ? ExitCode.OK : ExitCode.NO;
  }

  private void print(EraseRun.Report report) {
    report.done().forEach(terminal.out()::println);
    report.left().forEach(line -> terminal.out().println("left: " + line));
    if (dryRun) {
      terminal.out().println("nothing was changed");
    } else if (report.done().isEmpty()) {
      terminal.out().println("nothing to erase");
    } else {
      terminal
          .out()
          .println(
              "erased; the next start builds lineage and assets anew, and Kafka deletes the old"
                  + " files within minutes");
    }
  }

  private Selection selection() {
    Set<What> what = what();
    if (subject.unused != null) {
      return unused(subject.unused);
    }
    if (subject.agent != null) {
      if (subject.agent.isBlank()) {
        throw Failure.usage("--agent is blank; name the id as events spell it");
      }
      return new Selection.OfAgent(subject.agent, what);
    }
    return new Selection.OfAsset(asset(), what);
  }

  private Selection unused(Unused unused) {
    if (only != null) {
      throw Failure.usage("--only belongs to --agent and --asset");
    }
    for (String text : List.of(unused.decidedBy, unused.rationale)) {
      if (text.isBlank()) {
        throw Failure.usage("--decided-by and --rationale go on record; they must not be blank");
      }
    }
    try {
      return new Selection.Unused(Rfc3339.parse(unused.since), unused.decidedBy, unused.rationale);
    } catch (InvalidException wrong) {
      throw Failure.usage("--unused-since: " + wrong.getMessage());
    }
  }

  private Asset asset() {
    try {
      return Asset.parse(subject.asset);
    } catch (InvalidException wrong) {
      throw Failure.usage("--asset: " + wrong.getMessage());
    }
  }

  private Set<What> what() {
    if (only == null) {
      return EnumSet.allOf(What.class);
    }
    Set<What> what = EnumSet.noneOf(What.class);
    for (String name : only) {
      try {
        what.add(What.valueOf(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        throw Failure.usage("--only knows agents, decisions and prompts, not '" + name + "'");
      }
    }
    return what;
  }
}
