package dev.headwater.http;

import dev.headwater.drawing.Arrow;
import dev.headwater.drawing.Box;
import dev.headwater.drawing.BoxKind;
import dev.headwater.drawing.Diagram;
import dev.headwater.drawing.Hidden;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.Production;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.JobView;
import dev.headwater.pages.Links;
import dev.headwater.pages.PictureView;
import dev.headwater.pages.Words;
import dev.headwater.query.JobGraph;
import dev.headwater.query.JobUse;
import dev.headwater.query.Promptness;
import dev.headwater.query.Queries;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Handles {@code /jobs/<namespace>/<name>}: what a job reads and writes. */
final class JobPage {
  private static final int NODES = 200;
  private static final int RUNS = 100;

  private final Queries queries;
  private final PageFrame frame;

  JobPage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Parameters.ofForm(ctx);
    Job job = job(ctx);
    Optional<JobGraph> graph = queries.graphOfJob(List.of(job), 1, NODES, Promptness.AT_ONCE);
    if (graph.isEmpty()) {
      frame.error(
          ctx, 404, "No event that has been processed names the job " + job.urn() + ".", List.of());
      return;
    }
    frame.show(ctx, "job", job.name(), "", "", view(job, graph.get()));
  }

  private static Job job(Context ctx) {
    String[] segments = ctx.req().getRequestURI().split("/");
    try {
      return new Job(
          PercentEncoding.decodeSegment(segments[2]), PercentEncoding.decodeSegment(segments[3]));
    } catch (InvalidException invalid) {
      throw Problem.parameter("job", invalid.getMessage());
    } catch (IllegalArgumentException malformed) {
      throw Problem.parameter("job", malformed.getMessage());
    }
  }

  private static JobView view(Job job, JobGraph graph) {
    List<String> gaps =
        graph.truncated().isPresent()
            ? List.of("Only " + Words.number(NODES) + " assets were read.")
            : List.of();
    return new JobView(
        job,
        picture(job, graph),
        graph.uses().stream()
            .map(use -> new JobView.Use(use.made(), use.inputs(), use.more()))
            .toList(),
        runs(job, graph),
        FreshnessView.of(graph.freshness(), false, gaps));
  }

  private static List<JobView.Run> runs(Job job, JobGraph graph) {
    List<JobView.Run> runs = new ArrayList<>();
    graph
        .productions()
        .forEach(
            (asset, made) ->
                made.stream()
                    .filter(production -> production.job().equals(job))
                    .forEach(production -> runs.add(run(asset, production))));
    return runs.stream()
        .sorted(Comparator.comparing(JobView.Run::at).reversed())
        .limit(RUNS)
        .toList();
  }

  private static JobView.Run run(Asset asset, Production production) {
    return new JobView.Run(
        production.eventTime(), production.type().name(), production.run(), asset);
  }

  private static PictureView picture(Job job, JobGraph graph) {
    Set<Asset> inputs = new LinkedHashSet<>();
    Set<Asset> outputs = new LinkedHashSet<>();
    for (JobUse use : graph.uses()) {
      outputs.add(use.made());
      inputs.addAll(use.inputs());
    }
    graph.runs().forEach(run -> inputs.addAll(run.inputs()));
    SortedSet<Asset> all = new TreeSet<>(inputs);
    all.addAll(outputs);
    List<Box> boxes = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    boxes.add(
        new Box(
            job.urn(),
            BoxKind.JOB,
            job.name(),
            job.namespace(),
            "",
            Set.of(),
            "",
            true,
            Hidden.NONE,
            Hidden.NONE));
    for (Asset asset : all) {
      boxes.add(
          new Box(
              asset.urn(),
              asset.kind() == AssetKind.MODEL ? BoxKind.MODEL : BoxKind.DATASET,
              asset.name(),
              asset.namespace(),
              asset.version().orElse(""),
              Set.of(),
              Links.to(asset),
              false,
              Hidden.NONE,
              Hidden.NONE));
    }
    inputs.forEach(input -> arrows.add(new Arrow(input.urn(), job.urn(), "reads", false, false)));
    outputs.forEach(made -> arrows.add(new Arrow(job.urn(), made.urn(), "writes", false, false)));
    String caption =
        Words.count(inputs.size(), "input") + ", " + Words.count(outputs.size(), "output") + ".";
    return Drawing.of(new Diagram("Job " + job.urn(), boxes, arrows), caption);
  }
}
