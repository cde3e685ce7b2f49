package dev.headwater.remedy;

import dev.headwater.model.Answer;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Synthetic;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Which of the conditions C1 to C6 of documented synthetic data hold for an asset.
 *
 * @param lines one for each condition, in their order; none for an asset that is not synthetic
 * @param remark why there are no lines, or how far the lines can be relied on; may be empty
 */
public record Checklist(List<Line> lines, String remark) {
  public Checklist {
    lines = List.copyOf(lines);
    Objects.requireNonNull(remark, "remark");
  }

  /**
   * One condition.
   *
   * @param title what it asks, with its number: {@code C2 Every generator has a revision}
   * @param holds UNKNOWN where the events at hand do not decide it
   * @param detail what satisfies it, or what is missing: one sentence
   */
  public record Line(Condition condition, String title, Answer holds, String detail) {
    public Line {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(title, "title");
      Objects.requireNonNull(holds, "holds");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /**
   * Creates the checklist.
   *
   * @param summary of the asset
   * @param syntheses its latest live synthesis events, the latest first
   * @param documents the latest live documents about it
   */
  public static Checklist of(
      AssetSummary summary, List<LineageEvent> syntheses, List<LineageEvent> documents) {
    if (summary.synthetic() != Synthetic.YES) {
      return new Checklist(List.of(), whyNone(summary));
    }
    Records records = Records.of(summary, syntheses, documents);
    return new Checklist(
        Arrays.stream(Condition.values()).map(c -> line(c, summary, records)).toList(),
        remark(records));
  }

  private static String whyNone(AssetSummary summary) {
    if (summary.asset().kind() == AssetKind.MODEL) {
      return "It is a model; the conditions are about synthetic datasets.";
    }
    return switch (summary.synthetic()) {
      case INHERITED ->
          "It is not synthetic itself, it descends from synthetic data, which has its own"
              + " conditions.";
      case NO -> "An event says that it contains no synthetic data.";
      case UNKNOWN, YES ->
          "No event makes it as synthetic data, and none says that it contains none.";
    };
  }

  private static String remark(Records records) {
    int count = records.seen().size();
    if (!records.whole()) {
      return "There may be older synthesis records than the "
          + count
          + " at hand; each has to meet the conditions.";
    }
    return count > 1 ? "Each of its " + count + " synthesis records has to meet them." : "";
  }

  private static Line line(Condition condition, AssetSummary summary, Records records) {
    List<SynthesisRecord> lacking = records.lacking(condition);
    boolean reported = summary.missing().contains(condition);
    boolean shown = !records.seen().isEmpty() && lacking.isEmpty();
    Answer holds;
    String detail;
    if (reported && lacking.isEmpty()) {
      holds = Answer.NO;
      detail = "A record that is not at hand lacks it.";
    } else if (reported) {
      holds = Answer.NO;
      detail = Findings.missing(condition, lacking, records.seen().size());
    } else if (shown) {
      holds = Answer.YES;
      detail = Findings.present(condition, records.seen());
    } else if (records.whole()) {
      holds = Answer.NO;
      detail = "It is not on record, and the policy does not require it.";
    } else {
      holds = Answer.UNKNOWN;
      detail =
          "The events at hand do not state it: older ones do, or the policy does not require it.";
    }
    return new Line(condition, title(condition), holds, detail);
  }

  private static String title(Condition condition) {
    return switch (condition) {
      case GENERATOR -> "C1 A generator is on record, with provider and model";
      case REVISION -> "C2 Every generator has a revision";
      case SEED -> "C3 The seed data is on record, each seed with a version or a hash";
      case PROMPTS -> "C4 The prompts are on record";
      case PARAMETERS -> "C5 The parameters are on record";
      case AGENT -> "C6 A person or an organization answers for it";
    };
  }
}
