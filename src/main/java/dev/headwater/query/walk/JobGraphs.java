package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.Party;
import dev.headwater.model.Production;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.DetailQuestion;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.JobQuestion;
import dev.headwater.query.question.JobRun;
import dev.headwater.query.question.JobUse;
import dev.headwater.query.question.RunsQuestion;
import dev.headwater.query.question.VisitQuestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the graph with jobs between the assets. A job is not an asset: an index in each partition
 * lists the assets that it made.
 */
public final class JobGraphs {
  /** The maximum number of assets that it asks about at once. */
  private static final int READ_AT_ONCE = 200;

  /** The maximum number of a job's assets that the graph around the job starts from. */
  private static final int STARTS = 100;

  /** The maximum number of inputs of one event or run that it adds to the graph of a job. */
  private static final int INPUTS = 1_000;

  /** The maximum number of OpenLineage runs of a job, the latest ones. */
  private static final int RUNS = 10;

  private final Reading reading;
  private final int edgeLimit;

  public JobGraphs(Reading reading, int edgeLimit) {
    this.reading = reading;
    this.edgeLimit = edgeLimit;
  }

  /** The first of these assets that an applied event has named. */
  public Optional<Asset> firstNamed(List<Asset> candidates) {
    for (Asset asset : candidates) {
      VisitQuestion visit =
          new VisitQuestion(
              reading.partitionOf(asset), asset, false, false, List.of(), 1, Moment.NOW);
      if (reading.ask(visit).named()) {
        return Optional.of(asset);
      }
    }
    return Optional.empty();
  }

  /** Returns those of the assets that an applied event has named. */
  public Set<Asset> named(Collection<Asset> assets) {
    Set<Asset> named = new TreeSet<>();
    visit(assets)
        .forEach(
            (asset, seen) -> {
              if (seen.named()) {
                named.add(asset);
              }
            });
    return named;
  }

  private Map<Asset, VisitQuestion.Seen> visit(Collection<Asset> assets) {
    List<Asset> all = List.copyOf(assets);
    Map<Asset, VisitQuestion.Seen> seen = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      List<Asset> some = all.subList(from, Math.min(all.size(), from + READ_AT_ONCE));
      List<VisitQuestion.Seen> answers =
          reading.askAll(
              some.stream()
                  .map(
                      asset ->
                          new VisitQuestion(
                              reading.partitionOf(asset),
                              asset,
                              false,
                              false,
                              List.of(),
                              1,
                              Moment.NOW))
                  .toList());
      for (int i = 0; i < some.size(); i++) {
        seen.put(some.get(i), answers.get(i));
      }
    }
    return seen;
  }

  /** Reads the graph around an asset that an applied event has named. */
  public JobGraph around(Asset start, int depth, int nodeLimit) {
    Walked walked = new Walked();
    walked.walk(List.of(start), depth, nodeLimit);
    return walked.graph(start, List.of(), List.of());
  }

  /**
   * Reads the graph of the first of these jobs that has made or read anything: the graph around the
   * assets that it made, and the assets that it read. Empty if none of them has.
   */
  public Optional<JobGraph> ofJob(List<Job> candidates, int depth, int nodeLimit) {
    for (Job job : candidates) {
      List<JobUse> uses = uses(job, STARTS + 1);
      List<JobRun> runs = runs(job);
      if (!uses.isEmpty() || !runs.isEmpty()) {
        Walked walked = new Walked();
        walked.walk(uses.stream().map(JobUse::made).toList(), depth, nodeLimit);
        walked.add(uses, runs, nodeLimit);
        return Optional.of(walked.graph(job, uses, runs));
      }
    }
    return Optional.empty();
  }

  /** Whether a job has made or read anything. */
  public boolean isKnown(Job job) {
    return !uses(job, 1).isEmpty() || !runs(job).isEmpty();
  }

  private List<JobRun> runs(Job job) {
    List<RunsQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < reading.runPartitions(); partition++) {
      questions.add(new RunsQuestion(partition, job, RUNS, INPUTS));
    }
    return questions.isEmpty()
        ? List.of()
        : reading.askAll(questions).stream()
            .flatMap(found -> found.runs().stream())
            .sorted(Comparator.comparingLong(JobRun::lastMillis).reversed())
            .limit(RUNS)
            .toList();
  }

  private List<JobUse> uses(Job job, int limit) {
    List<JobQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < reading.partitions(); partition++) {
      questions.add(new JobQuestion(partition, job, limit, INPUTS));
    }
    List<JobUse> uses = new ArrayList<>();
    for (JobQuestion.Made answer : reading.askAll(questions)) {
      uses.addAll(answer.uses());
    }
    uses.sort(Comparator.comparing(JobUse::made));
    return uses.subList(0, Math.min(limit, uses.size()));
  }

  /** What the walks have found so far. */
  private final class Walked {
    private final Map<Asset, Lineage.Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new TreeSet<>();
    private Optional<Truncation> truncated = Optional.empty();

    private void cut(Truncation why) {
      if (truncated.isEmpty() || truncated.get() == Truncation.DEPTH) {
        truncated = Optional.of(why);
      }
    }

    /** Walks in both directions from each of these assets. */
    void walk(List<Asset> starts, int depth, int nodeLimit) {
      int walked = 0;
      for (Asset start : starts) {
        if (nodes.size() >= nodeLimit || walked++ == STARTS) {
          cut(Truncation.NODES);
          return;
        }
        Optional<Lineage> found =
            new Traversal(reading, start, Direction.BOTH, depth, nodeLimit, edgeLimit, Moment.NOW)
                .walk();
        if (found.isPresent()) {
          found.get().nodes().forEach(node -> nodes.putIfAbsent(node.asset(), node));
          edges.addAll(found.get().edges());
          found.get().truncated().ifPresent(this::cut);
        }
      }
    }

    /**
     * Adds the assets that a job read and that the walks did not find, because of the depth or
     * because of a later event of another job.
     */
    void add(List<JobUse> uses, List<JobRun> runs, int nodeLimit) {
      Set<Asset> missing = new TreeSet<>();
      for (JobUse use : uses) {
        use.inputs().stream().filter(input -> !nodes.containsKey(input)).forEach(missing::add);
        if (use.more()) {
          cut(Truncation.NODES);
        }
      }
      for (JobRun run : runs) {
        run.inputs().stream().filter(input -> !nodes.containsKey(input)).forEach(missing::add);
        if (run.truncated()) {
          cut(Truncation.NODES);
        }
      }
      List<Asset> fit =
          missing.stream().limit(Math.max(0, nodeLimit - (long) nodes.size())).toList();
      if (fit.size() < missing.size()) {
        cut(Truncation.NODES);
      }
      visit(fit)
          .forEach(
              (asset, seen) ->
                  nodes.put(
                      asset,
                      new Lineage.Node(
                          asset, 1, seen.named() ? Optional.of(seen.state()) : Optional.empty())));
    }

    JobGraph graph(Party start, List<JobUse> uses, List<JobRun> runs) {
      return new JobGraph(
          start,
          List.copyOf(nodes.values()),
          List.copyOf(edges),
          productions(nodes.keySet()),
          uses.stream().filter(use -> nodes.containsKey(use.made())).toList(),
          runs,
          truncated,
          reading.freshness());
    }
  }

  private SortedMap<Asset, List<Production>> productions(Collection<Asset> assets) {
    SortedMap<Asset, List<Production>> productions = new TreeMap<>();
    List<Asset> all = List.copyOf(assets);
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      List<DetailQuestion> questions = new ArrayList<>();
      for (Asset asset : all.subList(from, Math.min(all.size(), from + READ_AT_ONCE))) {
        questions.add(new DetailQuestion(reading.partitionOf(asset), asset, Moment.NOW));
      }
      for (DetailQuestion.Detail detail : reading.askAll(questions)) {
        for (AssetSummary summary : detail.summary()) {
          productions.put(summary.asset(), summary.producedBy());
        }
      }
    }
    return productions;
  }
}
