package dev.headwater.cli.server;

import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.Rfc3339;
import dev.headwater.model.InvalidException;
import picocli.CommandLine.Option;

/** The options for a question about the past. */
public final class MomentOptions {

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "Count only events that happened up to then, as 2026-03-01T00:00:00Z. What is known today"
              + " of them holds.")
  private String asOf = "";

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      description =
          "Count only what had arrived by then, retractions and documents included: what would have"
              + " been answered then.")
  private String knownAt = "";

  /**
   * The query of a request, without the {@code ?}; "" for a question about now.
   *
   * @throws Failure with exit code 64 if an option is not a valid time
   */
  String query() {
    String query = parameter("--as-of", "asOf", asOf);
    String known = parameter("--known-at", "knownAt", knownAt);
    return query.isEmpty() || known.isEmpty() ? query + known : query + "&" + known;
  }

  /** Appends this query to a path, which may have a query already. */
  public String appendTo(String path) {
    String query = query();
    if (query.isEmpty()) {
      return path;
    }
    return path + (path.contains("?") ? "&" : "?") + query;
  }

  private static String parameter(String option, String name, String time) {
    if (time.isEmpty()) {
      return "";
    }
    try {
      return name + "=" + Text.segment(Rfc3339.format(Rfc3339.parse(time)));
    } catch (InvalidException invalid) {
      throw Failure.usage(option + ": " + time + " is no instant such as 2026-03-01T00:00:00Z");
    }
  }
}
