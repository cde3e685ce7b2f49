package dev.headwater.http.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.model.Production;
import dev.headwater.pages.JobView;
import dev.headwater.pages.Words;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.question.JobUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The lists on the page of a job, within limits.
 *
 * @param uses what it made of what
 * @param moreUses what {@code uses} leaves out; "" if nothing
 * @param runs its latest events, the latest first
 * @param moreRuns what {@code runs} leaves out; "" if nothing
 */
record JobLists(List<JobView.Use> uses, String moreUses, List<JobView.Run> runs, String moreRuns) {
  private static final int USES = 100;
  private static final int INPUTS = 30;
  private static final int RUNS = 100;

  /**
   * The lists of a job.
   *
   * @param isCut whether the graph lacks some of the job's inputs and outputs
   */
  static JobLists of(Job job, JobGraph graph, boolean isCut) {
    List<JobView.Run> runs = new ArrayList<>();
    boolean older = false;
    for (JobUse use : graph.uses()) {
      List<Production> made = graph.productions().getOrDefault(use.made(), List.of());
      older |= made.size() >= Limits.SUMMARY_ITEMS;
      for (Production production : made) {
        if (production.job().equals(job)) {
          runs.add(run(use.made(), production));
        }
      }
    }
    runs.sort(Comparator.comparing(JobView.Run::at).reversed());
    return new JobLists(
        graph.uses().stream().limit(USES).map(JobLists::use).toList(),
        more(graph.uses().size() - USES, "output", isCut),
        runs.stream().limit(RUNS).toList(),
        more(runs.size() - RUNS, "earlier event", isCut || older));
  }

  private static JobView.Use use(JobUse use) {
    List<Asset> inputs = use.inputs();
    return new JobView.Use(
        use.made(),
        inputs.stream().limit(INPUTS).toList(),
        more(inputs.size() - INPUTS, "input", use.more()));
  }

  private static JobView.Run run(Asset asset, Production production) {
    return new JobView.Run(
        production.eventTime(), production.type().name(), production.run(), asset);
  }

  /**
   * @param leftOut how many items are known and not listed, if positive
   * @param perhaps whether there may be others that are not known
   */
  private static String more(int leftOut, String noun, boolean perhaps) {
    if (leftOut > 0) {
      return (perhaps ? "At least " : "") + Words.count(leftOut, noun) + " not listed.";
    }
    return perhaps ? "There may be others." : "";
  }
}
