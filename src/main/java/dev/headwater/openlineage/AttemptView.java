package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One attempt of a run, or a job or a dataset, read from memory as far as callers ask for it. Not
 * thread-safe.
 */
final class AttemptView {
  /**
   * The lifecycle change that ends a dataset. An output of which nothing else is said was not made.
   */
  private static final String DROPPED = "DROP";

  /**
   * The lifecycle change that empties a dataset. An output of which nothing else is said was made
   * only if the run has read something: then it has emptied the dataset to fill it again.
   */
  private static final String EMPTIED = "TRUNCATE";

  private final Memory memory;
  private final Header header;
  private final Group group;
  private final Instant horizon;
  private final Span facts;
  private final List<Statements> factsSaid;
  private final Span datasets;
  private final Map<DatasetName, Optional<Facets>> inputs = new HashMap<>();
  private final Map<DatasetName, Optional<OutputView>> outputs = new HashMap<>();
  private final Map<DatasetName, Boolean> named = new HashMap<>();
  private AttemptState standing;
  private SortedMap<DatasetName, Facets> allInputs;
  private boolean indexed;

  /**
   * An output of the attempt.
   *
   * @param made false if events only say that it was dropped or emptied
   * @param emptied whether an event says that it was emptied
   */
  record OutputView(Facets facets, boolean made, boolean emptied) {}

  private AttemptView(Memory memory, Header header, Group group, Attempt attempt) {
    this.memory = memory;
    this.header = header;
    this.group = group;
    this.horizon = group.attempts().get(0).span().from().time();
    this.facts = header.kind() == Kind.RUN ? attempt.span() : Span.ALL;
    this.datasets = header.kind() == Kind.JOB ? Span.at(header.named()) : facts;
    this.factsSaid =
        group.members().stream().map(job -> Rows.statements(memory, Rows.facts(job))).toList();
    this.standing = standing(attempt);
  }

  static List<AttemptView> of(Memory memory, Header header, Group group) {
    return group.attempts().stream()
        .map(attempt -> new AttemptView(memory, header, group, attempt))
        .toList();
  }

  /** The view of a single event, as if its run had completed with it. */
  static AttemptView ofCompleted(Memory memory, Header header, Instant at) {
    AttemptView view = of(memory, header, header.groups().get(0)).get(0);
    view.standing = view.standing.done(at);
    return view;
  }

  AttemptState standing() {
    return standing;
  }

  /** Whether Headwater events follow from it: what it wrote counts. */
  boolean counts() {
    return standing.when().isPresent();
  }

  /**
   * When it began. For the first attempt this is {@link #horizon()}, which is {@link Instant#MIN}
   * unless attempts are forgotten. A job or a dataset always has {@link Instant#MIN}.
   */
  Instant since() {
    return facts.from().time();
  }

  /** Attempts of the same job that began before this are forgotten. */
  Instant horizon() {
    return horizon;
  }

  /** The number of the job that it is an attempt of. */
  int job() {
    return group.leader();
  }

  private AttemptState standing(Attempt attempt) {
    List<Statements> said = factsSaid;
    Facets job = Statements.facets(said, Recording.JOB_FACET, facts);
    return new AttemptState(
        header.kind(),
        header.subject(),
        when(attempt, job.streaming()),
        attempt.end().isPresent() || header.kind() != Kind.RUN,
        header.lost() && header.kind() == Kind.RUN,
        Statements.latest(said, Recording.MAKES, facts)
            .filter(register -> register.value().asBoolean())
            .isPresent(),
        Statements.latest(said, Recording.PRODUCER, facts)
            .map(register -> register.value().asText())
            .orElse(""),
        header.jobs().get(group.leader()).job(),
        job,
        Statements.facets(said, Recording.RUN_FACET, facts));
  }

  private Optional<Instant> when(Attempt attempt, boolean streaming) {
    Member leader = header.jobs().get(group.leader());
    return switch (header.kind()) {
      case JOB -> Optional.of(header.named()).filter(at -> at != Span.START).map(Moment::time);
      case DATASET -> Optional.of(leader.last());
      case RUN -> {
        if (streaming) {
          // A streaming run may never end, and what it has written is already there.
          boolean later = facts.from().time().isAfter(Instant.MIN);
          yield Optional.of(later ? facts.from().time() : first());
        }
        yield attempt.end().equals(Optional.of(RunState.COMPLETE)) ? completed() : Optional.empty();
      }
    };
  }

  private Instant first() {
    return group.members().stream()
        .map(job -> header.jobs().get(job).first())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The first time that an event says COMPLETE. A repetition is nothing new. */
  private Optional<Instant> completed() {
    return group.members().stream()
        .flatMap(job -> header.jobs().get(job).marks().stream())
        .filter(mark -> mark.state() == RunState.COMPLETE)
        .filter(mark -> facts.contains(new Moment(mark.at().time(), "")))
        .map(mark -> mark.at().time())
        .min(Comparator.naturalOrder());
  }

  private void each(Function<Integer, String> place, BiPredicate<DatasetName, byte[]> visit) {
    for (int job : group.members()) {
      String prefix = place.apply(job);
      memory.scan(
          prefix,
          "",
          (key, row) -> visit.test(DatasetName.ofKey(key.substring(prefix.length())), row));
    }
  }

  /** The facets of an input; empty if the dataset is not an input. */
  Optional<Facets> input(DatasetName name) {
    return inputs.computeIfAbsent(name, any -> named(said(Rows::inputs, name)));
  }

  /** An output; empty if the dataset is not an output. */
  Optional<OutputView> output(DatasetName name) {
    return outputs.computeIfAbsent(name, any -> output(said(Rows::outputs, name), factsSaid));
  }

  private List<Statements> said(Function<Integer, String> place, DatasetName name) {
    return group.members().stream()
        .map(job -> Rows.statements(memory, place.apply(job) + name.key()))
        .toList();
  }

  private Optional<Facets> named(List<Statements> said) {
    return Statements.latest(said, Statements.NAMED, datasets)
        .map(any -> Statements.facets(said, "", datasets));
  }

  private Optional<OutputView> output(List<Statements> said, List<Statements> facts) {
    List<Statement> mentions = Statements.within(said, Statements.NAMED, datasets);
    Optional<Statement> entry =
        Statements.latest(said, Statements.ENTRY, datasets).filter(told -> stands(told, facts));
    if (mentions.isEmpty() && entry.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, JsonNode> values =
        new TreeMap<>(Statements.facets(said, "", datasets).values());
    values.remove(Statements.ENTRY);
    entry.ifPresent(told -> values.put(Statements.ENTRY, told.value()));
    values.remove(Statements.NAMED);
    Facets facets = new Facets(values);
    boolean made =
        entry.isPresent()
            || mentions.stream().anyMatch(mention -> isWritten(mention.value().asText()))
            || namesSources(facets);
    boolean emptied =
        mentions.stream().anyMatch(mention -> mention.value().asText().equals(EMPTIED));
    return Optional.of(new OutputView(facets, made, emptied));
  }

  private static boolean isWritten(String change) {
    return !isDropped(change) && !change.equals(EMPTIED);
  }

  /** Whether a lifecycle change of that name ends the dataset. */
  static boolean isDropped(String change) {
    return change.equals(DROPPED);
  }

  /** Whether facets state what was written into a dataset, even if it was dropped or emptied. */
  static boolean namesSources(Facets output) {
    return Stream.of(output.lineage(), output.columnLineage())
        .flatMap(Optional::stream)
        .anyMatch(sources -> !sources.isEmpty());
  }

  /** An entry counts unless the job's lineage facet was deleted after it. */
  private boolean stands(Statement entry, List<Statements> facts) {
    return Statements.latest(facts, Recording.NO_ENTRIES, this.facts)
        .filter(deleted -> deleted.at().compareTo(entry.at()) > 0)
        .isEmpty();
  }

  /** The facets of a dataset as an input, or else as an output; none if it is neither. */
  Facets of(DatasetName name) {
    return input(name).or(() -> output(name).map(OutputView::facets)).orElse(Facets.NONE);
  }

  SortedMap<DatasetName, Facets> inputs() {
    if (allInputs == null) {
      SortedMap<DatasetName, List<Statements>> said = new TreeMap<>();
      each(
          Rows::inputs,
          (name, row) ->
              said.computeIfAbsent(name, any -> new ArrayList<>())
                  .add(Rows.read(row, Statements.class)));
      allInputs = new TreeMap<>();
      said.forEach(
          (name, statements) -> named(statements).ifPresent(facets -> allInputs.put(name, facets)));
      allInputs.forEach((name, facets) -> inputs.put(name, Optional.of(facets)));
    }
    return allInputs;
  }

  /** Makes {@link #unnamedInputs()} use the index of unnamed inputs from now on. */
  void useIndex() {
    indexed = true;
  }

  /** The inputs that no facet of the attempt names. */
  SortedSet<DatasetName> unnamedInputs() {
    SortedSet<DatasetName> unnamed = new TreeSet<>();
    if (indexed) {
      each(Rows::unnamed, (input, nothing) -> unnamed.add(input) || true);
    } else {
      unnamed.addAll(inputs().keySet());
    }
    unnamed.removeIf(input -> !isUnnamedInput(input));
    return unnamed;
  }

  boolean isUnnamedInput(DatasetName name) {
    return input(name).isPresent() && !isNamed(name);
  }

  /** The inputs that have a name, as their own name or as another one. */
  SortedSet<DatasetName> inputsCalled(DatasetName name) {
    SortedSet<DatasetName> found = new TreeSet<>();
    each(job -> Rows.alias(job, name), (input, nothing) -> found.add(input) || true);
    found.add(name);
    found.removeIf(input -> input(input).isEmpty());
    return found;
  }

  /** Whether a facet of any output names an input as its source, under any of the input's names. */
  boolean isNamed(DatasetName input) {
    return named.computeIfAbsent(
        input,
        any ->
            Stream.concat(Stream.of(input), of(input).symlinks().stream())
                .anyMatch(this::isNamedSo));
  }

  private boolean isNamedSo(DatasetName source) {
    boolean[] found = {false};
    each(
        job -> Rows.naming(job, source),
        (output, nothing) -> {
          found[0] |= Sources.named(output, this).contains(source);
          return !found[0];
        });
    return found[0];
  }
}
