package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import dev.headwater.openlineage.OpenLineageEvent.Mention;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the events of one subject have said, as registers in which the latest word stands: the
 * same for every order of arrival, and unchanged by repeats.
 *
 * <p>The datasets of a run are those that any event of it names. Those of a job are the ones that
 * the latest event to name any names, because each tells the job's definition as a whole.
 *
 * @param facts by name; facets of the job and of the run under a prefix
 * @param first when the earliest event was
 * @param inputs the registers of each dataset's facets
 * @param outputs as inputs
 * @param generations how many events of ours have been made for each target
 */
public record Accumulation(
    Kind kind,
    String subject,
    SortedMap<String, Register> facts,
    Instant first,
    SortedMap<DatasetName, SortedMap<String, Register>> inputs,
    SortedMap<DatasetName, SortedMap<String, Register>> outputs,
    SortedMap<String, Integer> generations) {

  private static final String PRODUCER = "producer";
  private static final String JOB = "job";
  private static final String ENDED = "ended";
  private static final String DATASETS = "datasets";
  private static final String JOB_FACET = "job.";
  private static final String RUN_FACET = "run.";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Nothing has been said yet. */
  static Accumulation before(OpenLineageEvent event) {
    return new Accumulation(
        event.kind(),
        event.subject(),
        new TreeMap<>(),
        event.eventTime(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** With one more event; the same event again changes nothing. */
  Accumulation with(OpenLineageEvent event) {
    Moment moment = event.moment();
    SortedMap<String, Register> merged = new TreeMap<>(facts);
    put(merged, PRODUCER, moment, JSON.textNode(event.producer()));
    event
        .job()
        .ifPresent(
            job -> put(merged, JOB, moment, JSON.arrayNode().add(job.namespace()).add(job.name())));
    event.jobFacets().forEach((name, value) -> put(merged, JOB_FACET + name, moment, value));
    event.runFacets().forEach((name, value) -> put(merged, RUN_FACET + name, moment, value));
    if (event.state().ends()) {
      put(merged, ENDED, ended(event, moment), JSON.textNode(event.state().name()));
    }
    SortedMap<DatasetName, SortedMap<String, Register>> in = inputs;
    SortedMap<DatasetName, SortedMap<String, Register>> out = outputs;
    boolean names = !event.inputs().isEmpty() || !event.outputs().isEmpty();
    if (names) {
      Register known = facts.get(DATASETS);
      put(merged, DATASETS, moment, JSON.booleanNode(true));
      boolean whole = kind == Kind.JOB;
      boolean latest = known == null || moment.compareTo(known.at()) >= 0;
      if (!whole || latest) {
        in = merged(whole ? new TreeMap<>() : inputs, event.inputs(), moment);
        out = merged(whole ? new TreeMap<>() : outputs, event.outputs(), moment);
      }
    }
    Instant earliest = event.eventTime().isBefore(first) ? event.eventTime() : first;
    return new Accumulation(kind, subject, merged, earliest, in, out, generations);
  }

  /** Of two ends at the same time, the worse one stands. */
  private static Moment ended(OpenLineageEvent event, Moment moment) {
    return new Moment(moment.time(), event.state().ordinal() + moment.digest());
  }

  private static void put(
      SortedMap<String, Register> registers, String name, Moment at, JsonNode value) {
    registers.merge(name, new Register(at, value), Register::later);
  }

  private static SortedMap<DatasetName, SortedMap<String, Register>> merged(
      SortedMap<DatasetName, SortedMap<String, Register>> known,
      List<Mention> mentions,
      Moment moment) {
    SortedMap<DatasetName, SortedMap<String, Register>> merged = new TreeMap<>(known);
    for (Mention mention : mentions) {
      SortedMap<String, Register> facets =
          new TreeMap<>(merged.getOrDefault(mention.name(), new TreeMap<>()));
      mention.facets().forEach((name, value) -> put(facets, name, moment, value));
      merged.put(mention.name(), facets);
    }
    return merged;
  }

  Accumulation withGenerations(SortedMap<String, Integer> changed) {
    return new Accumulation(kind, subject, facts, first, inputs, outputs, changed);
  }

  /** How things stand after all that has been said. */
  Standing standing() {
    Optional<Register> end = fact(ENDED);
    Facets job = facets(JOB_FACET);
    return new Standing(
        kind,
        subject,
        when(end, job.streaming()),
        end.isPresent() || kind != Kind.RUN,
        fact(PRODUCER).map(register -> register.value().asText()).orElse(""),
        fact(JOB)
            .map(
                register ->
                    new Job(register.value().get(0).asText(), register.value().get(1).asText())),
        job,
        facets(RUN_FACET),
        job.entries(),
        facets(inputs),
        facets(outputs));
  }

  /** When what it made was made; empty if it made nothing. */
  private Optional<Instant> when(Optional<Register> end, boolean streaming) {
    if (kind != Kind.RUN) {
      return fact(DATASETS).map(register -> register.at().time());
    }
    if (end.isEmpty()) {
      // It need not ever end, and what it has written is there already.
      return streaming ? Optional.of(first) : Optional.empty();
    }
    return end.filter(register -> register.value().asText().equals(RunState.COMPLETE.name()))
        .map(register -> register.at().time());
  }

  private Optional<Register> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  private Facets facets(String prefix) {
    SortedMap<String, Register> found = new TreeMap<>();
    facts
        .tailMap(prefix)
        .forEach(
            (name, register) -> {
              if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), register);
              }
            });
    return Facets.of(found);
  }

  private static SortedMap<DatasetName, Facets> facets(
      SortedMap<DatasetName, SortedMap<String, Register>> datasets) {
    SortedMap<DatasetName, Facets> read = new TreeMap<>();
    datasets.forEach((name, registers) -> read.put(name, Facets.of(registers)));
    return read;
  }
}
