package dev.headwater.http.pages;

import dev.headwater.drawing.Arrow;
import dev.headwater.drawing.Box;
import dev.headwater.drawing.BoxKind;
import dev.headwater.drawing.Diagram;
import dev.headwater.drawing.Hidden;
import dev.headwater.http.reads.Drawing;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Job;
import dev.headwater.pages.Links;
import dev.headwater.pages.PictureView;
import dev.headwater.pages.Words;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.question.JobUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Draws a job between some of its inputs and outputs. */
final class JobPicture {
  /** The maximum number of inputs, and of outputs, that a reader can take in. */
  private static final int SIDE = 100;

  private JobPicture() {}

  /**
   * Draws a job.
   *
   * @param isCut whether the graph lacks some of the job's inputs and outputs
   */
  static PictureView draw(Job job, JobGraph graph, boolean isCut) {
    Set<Asset> inputs = new LinkedHashSet<>();
    Set<Asset> outputs = new LinkedHashSet<>();
    for (JobUse use : graph.uses()) {
      outputs.add(use.made());
      inputs.addAll(use.inputs());
    }
    graph.runs().forEach(run -> inputs.addAll(run.inputs()));
    Set<Asset> drawn = new TreeSet<>();
    inputs.stream().limit(SIDE).forEach(drawn::add);
    outputs.stream().limit(SIDE).forEach(drawn::add);
    int hiddenInputs = without(inputs, drawn);
    int hiddenOutputs = without(outputs, drawn);
    List<Box> boxes = new ArrayList<>();
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
            new Hidden(hiddenInputs, isCut, ""),
            new Hidden(hiddenOutputs, isCut, "")));
    drawn.forEach(asset -> boxes.add(box(asset)));
    List<Arrow> arrows = new ArrayList<>();
    inputs.stream()
        .filter(drawn::contains)
        .forEach(input -> arrows.add(new Arrow(input.urn(), job.urn(), "reads", false, false)));
    outputs.stream()
        .filter(drawn::contains)
        .forEach(made -> arrows.add(new Arrow(job.urn(), made.urn(), "writes", false, false)));
    return Drawing.of(
        new Diagram("Job " + Words.brief(job.urn()), boxes, arrows),
        caption(inputs.size(), hiddenInputs, outputs.size(), hiddenOutputs, isCut));
  }

  private static int without(Set<Asset> all, Set<Asset> drawn) {
    return (int) all.stream().filter(asset -> !drawn.contains(asset)).count();
  }

  private static Box box(Asset asset) {
    return new Box(
        asset.urn(),
        asset.kind() == AssetKind.MODEL ? BoxKind.MODEL : BoxKind.DATASET,
        asset.name(),
        asset.namespace(),
        asset.version().orElse(""),
        Set.of(),
        Links.to(asset),
        false,
        Hidden.NONE,
        Hidden.NONE);
  }

  private static String caption(
      int inputs, int hiddenInputs, int outputs, int hiddenOutputs, boolean isCut) {
    String atLeast = isCut ? "At least " : "";
    return atLeast
        + side(inputs, hiddenInputs, "input")
        + ", "
        + side(outputs, hiddenOutputs, "output")
        + ". Only what this job reads and writes is drawn.";
  }

  private static String side(int all, int hidden, String noun) {
    return Words.count(all, noun)
        + (hidden > 0 ? " (" + Words.number(hidden) + " of them not drawn)" : "");
  }
}
