package dev.headwater.http.pages;

import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PercentEncoding;
import dev.headwater.http.request.Problem;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.JobView;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Handles {@code /jobs/<namespace>/<name>}: what a job reads and writes. */
final class JobPage {
  /** The page needs what the job itself made and read, and nothing beyond that. */
  private static final int DEPTH = 0;

  private static final int NODES = 200;

  private final Queries queries;
  private final PageFrame frame;

  JobPage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Parameters.ofForm(ctx);
    Job job = job(ctx);
    Optional<JobGraph> graph = queries.graphOfJob(List.of(job), DEPTH, NODES, Promptness.AT_ONCE);
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
    List<String> gaps = gaps(graph);
    JobLists lists = JobLists.of(job, graph, !gaps.isEmpty());
    return new JobView(
        job,
        JobPicture.draw(job, graph, !gaps.isEmpty()),
        lists.uses(),
        lists.moreUses(),
        lists.runs(),
        lists.moreRuns(),
        FreshnessView.of(graph.freshness(), false, gaps));
  }

  /** What the page lacks. What lies beyond the job's own inputs and outputs is no part of it. */
  private static List<String> gaps(JobGraph graph) {
    return graph.truncated().filter(why -> why != Truncation.DEPTH).stream()
        .map(
            why ->
                switch (why) {
                  case DEPTH, NODES, ITEMS ->
                      "The job may have more inputs and outputs than this page reads.";
                  case EDGES -> "There are more edges than one read returns.";
                  case TIME -> "The time for the read was over before everything was read.";
                  case UNREACHABLE ->
                      "An instance that has a part of the answer could not be asked.";
                  case EVENTS -> "An asset has more events than one read looks at.";
                  case PATH, CHANGING -> "The graph changed while it was being read.";
                })
        .toList();
  }
}
