package dev.headwater.cli.quarantine;

import dev.headwater.cli.terminal.Text;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select quarantined records. */
final class QuarantineFilter {

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only those that were refused on this topic, such as headwater.events.")
  private Optional<String> topic = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only those whose reason contains this text, in any case.")
  private Optional<String> reason = Optional.empty();

  boolean isEmpty() {
    return topic.isEmpty() && reason.isEmpty();
  }

  /** The filter as parts of a query, each with an ampersand before it. */
  String query() {
    return topic.map(only -> "&topic=" + Text.segment(only)).orElse("")
        + reason.map(part -> "&reason=" + Text.segment(part)).orElse("");
  }
}
