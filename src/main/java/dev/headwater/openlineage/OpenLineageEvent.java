package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one OpenLineage event says, reduced to what is used of it.
 *
 * @param kind what it is about
 * @param subject names the run, the job or the dataset: events of one subject accumulate
 * @param state of the run; OTHER where the event is not about one
 * @param producer URI of the code that sent it
 * @param job present but for an event about a dataset
 * @param jobFacets by name; a value of null takes the facet back
 * @param runFacets as jobFacets
 * @param inputs each dataset once
 * @param outputs each dataset once; of an event about a dataset, that one
 * @param ignored the facets that could not be read
 */
public record OpenLineageEvent(
    Kind kind,
    String subject,
    Instant eventTime,
    RunState state,
    String producer,
    Optional<Job> job,
    SortedMap<String, JsonNode> jobFacets,
    SortedMap<String, JsonNode> runFacets,
    List<Mention> inputs,
    List<Mention> outputs,
    IgnoredFacets ignored) {

  /** What an event is about. */
  public enum Kind {
    RUN,
    JOB,
    DATASET
  }

  /**
   * A dataset, and what is said of it.
   *
   * @param facets by name, those for inputs or outputs included; a value of null takes one back
   */
  record Mention(DatasetName name, SortedMap<String, JsonNode> facets) {}

  /**
   * Refuses an event that comes from the future, as ours are refused.
   *
   * @throws InvalidException when the event's time is more than {@link Limits#FUTURE} after {@code
   *     arrival}
   */
  public void requireNotAfter(Instant arrival) {
    if (eventTime.isAfter(arrival.plus(Limits.FUTURE))) {
      throw new InvalidException(
          "eventTime",
          "is "
              + eventTime
              + ", more than "
              + Limits.FUTURE.toHours()
              + " h after "
              + arrival
              + ", when it arrived; check the clock");
    }
  }

  /** Whether it says what is read or written, be it by a facet of the job alone. */
  boolean namesDatasets() {
    return !inputs.isEmpty()
        || !outputs.isEmpty()
        || jobFacets.getOrDefault("lineage", NullNode.getInstance()).isArray();
  }

  /** The outputs, those included that only the lineage facet of the job names. */
  SortedSet<DatasetName> targets() {
    SortedSet<DatasetName> targets = new TreeSet<>();
    outputs.forEach(output -> targets.add(output.name()));
    jobFacets
        .getOrDefault("lineage", NullNode.getInstance())
        .forEach(
            entry ->
                targets.add(
                    new DatasetName(
                        entry.path("namespace").asText(), entry.path("name").asText())));
    return targets;
  }

  /** When it was said. */
  Moment moment() {
    // Everything in it has one order of its own, so equal events have equal texts.
    return new Moment(
        eventTime,
        Digest.of(
            List.of(
                subject,
                state.name(),
                producer,
                job.map(Job::toString).orElse(""),
                jobFacets.toString(),
                runFacets.toString(),
                facts(inputs),
                facts(outputs))));
  }

  private static String facts(List<Mention> mentions) {
    StringBuilder text = new StringBuilder();
    for (Mention mention : mentions) {
      text.append(mention.name()).append(mention.facets());
    }
    return text.toString();
  }
}
