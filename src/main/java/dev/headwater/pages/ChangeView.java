package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.representation.Change;
import java.util.List;

/**
 * What a step changed compared with its only input.
 *
 * @param from the input
 * @param sentence about the whole
 * @param lost the categories that were kept least, the least first
 */
public record ChangeView(Asset from, String sentence, List<Lost> lost) {
  private static final int LOST = 5;

  public ChangeView {
    lost = List.copyOf(lost);
  }

  /**
   * A category that was kept less often than the others.
   *
   * @param interval the 95 % confidence interval of the ratio; "" if nothing was kept, since there
   *     is none then
   * @param judgement whether the difference may be due to chance
   */
  public record Lost(String category, String ratio, String interval, String judgement) {}

  /** The words for a change. */
  static ChangeView of(Change change) {
    List<Change.Ratio> less = change.ratios().stream().filter(ratio -> ratio.ratio() < 1).toList();
    List<Lost> lost = less.stream().limit(LOST).map(ChangeView::lost).toList();
    return new ChangeView(change.from(), sentence(change, less.size()), lost);
  }

  private static Lost lost(Change.Ratio ratio) {
    if (ratio.ratio() == 0) {
      return new Lost(ratio.category(), "0", "", "nothing is left");
    }
    return new Lost(
        ratio.category(),
        AmountWords.number(ratio.ratio()),
        AmountWords.amount(ratio.interval()),
        ratio.interval().high() >= 1 ? "may be chance" : "hardly chance");
  }

  private static String sentence(Change change, int less) {
    String divergence =
        change.jensenShannon().isPresent()
            ? " The shares differ by "
                + AmountWords.number(change.jensenShannon().getAsDouble())
                + " (Jensen-Shannon divergence: 0 if they are the same, 1 if nothing is in common)."
            : "";
    if (change.ratios().isEmpty()) {
      return "No category can be compared: each had less than "
          + AmountWords.number(Change.LEAST)
          + " before, or is the only one."
          + divergence;
    }
    if (less == 0) {
      return "No compared category was kept less often than the others." + divergence;
    }
    return (less > LOST
            ? "Of the categories kept less often than all others together, the "
                + LOST
                + " that lost most:"
            : "Kept less often than all others together:")
        + divergence;
  }
}
