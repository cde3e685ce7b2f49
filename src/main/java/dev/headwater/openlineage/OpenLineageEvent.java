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
 * One OpenLineage event, reduced to the parts that Headwater uses.
 *
 * @param kind whether it is about a run, a job or a dataset
 * @param subject identifies the run, the job or the dataset; events of one subject accumulate
 * @param state of the run; OTHER if the event states none or is not about a run
 * @param producer URI of the code that sent it
 * @param job empty only for an event about a dataset
 * @param jobFacets by name; the value null deletes the facet
 * @param runFacets as jobFacets
 * @param inputs each dataset once
 * @param outputs each dataset once; for an event about a dataset, that dataset
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
   * A dataset, and what the event says of it.
   *
   * @param facets by name, including input facets or output facets; the value null deletes the
   *     facet
   */
  record Mention(DatasetName name, SortedMap<String, JsonNode> facets) {}

  /**
   * Refuses an event that comes from the future, as Headwater refuses its own events.
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

  /**
   * Whether it names datasets that are read or written, also if only a facet of the job names them.
   */
  boolean namesDatasets() {
    return !inputs.isEmpty()
        || !outputs.isEmpty()
        || jobFacets.getOrDefault("lineage", NullNode.getInstance()).isArray();
  }

  /** The outputs, including those that only the lineage facet of the job names. */
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

  /**
   * The event's time, with a digest of its content that decides between events of the same time.
   */
  Moment moment() {
    // Each part has a fixed order, so equal events have equal texts.
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
