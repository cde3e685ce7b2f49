package dev.headwater.pages;

import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetState;
import java.util.ArrayList;
import java.util.List;

/**
 * A short label. The words alone carry the meaning; the tone adds a sign and a colour.
 *
 * @param tone the class of the style sheet: {@code good}, {@code warn}, {@code bad}, {@code note}
 *     or {@code plain}, and perhaps {@code synthetic}
 * @param words what it says
 */
public record Mark(String tone, String words) {

  /** The labels of an asset. */
  public static List<Mark> of(AssetKind kind, AssetState state) {
    return of(
        kind,
        state.synthetic(),
        state.documentation(),
        state.openAlerts(),
        state.originKnown() || state.synthetic() == Synthetic.YES);
  }

  /**
   * The labels of an asset.
   *
   * @param originKnown whether a live event says where the asset comes from
   */
  public static List<Mark> of(
      AssetKind kind,
      Synthetic synthetic,
      Documentation documentation,
      int openAlerts,
      boolean originKnown) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark("plain", kind == AssetKind.MODEL ? "model" : "dataset"));
    switch (synthetic) {
      case YES -> marks.add(new Mark("note synthetic", "synthetic"));
      case INHERITED -> marks.add(new Mark("note", "descends from synthetic data"));
      case NO -> marks.add(new Mark("plain", "not synthetic"));
      case UNKNOWN -> {
        if (originKnown) {
          marks.add(new Mark("plain", "not stated whether synthetic"));
        }
      }
    }
    switch (documentation) {
      case DOCUMENTED -> marks.add(new Mark("good", "documented"));
      case PARTIAL -> marks.add(new Mark("bad", "partly documented"));
      case UNDOCUMENTED -> marks.add(new Mark("bad", "undocumented"));
      case NOT_APPLICABLE -> {}
    }
    if (!originKnown) {
      marks.add(new Mark("warn", "origin unknown"));
    }
    if (openAlerts > 0) {
      marks.add(new Mark("bad", openAlerts == 1 ? "1 open alert" : openAlerts + " open alerts"));
    }
    return marks;
  }

  /** The label of a severity. */
  public static Mark of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> new Mark("bad", "critical");
      case WARNING -> new Mark("warn", "warning");
      case INFO -> new Mark("note", "info");
    };
  }
}
