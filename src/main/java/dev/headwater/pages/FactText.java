package dev.headwater.pages;

import dev.headwater.export.Fact;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import java.util.Locale;

/** The words for facts of a data card that are not lists or groups. */
public final class FactText {
  private static final double LEAST_SHARE = 0.0001;

  private FactText() {}

  /** Whether a fact says that there is no value here, and why. */
  public static boolean isAbsence(Fact fact) {
    return fact instanceof Fact.NotStated
        || fact instanceof Fact.Withheld
        || fact instanceof Fact.NotApplicable
        || fact instanceof Fact.Items;
  }

  /** A fact in words. A list here is an empty one. */
  public static String of(Fact fact) {
    if (fact instanceof Fact.NotStated) {
      return "not stated";
    } else if (fact instanceof Fact.Withheld withheld) {
      return "withheld: " + withheld.reason().text();
    } else if (fact instanceof Fact.NotApplicable none) {
      return "not applicable: " + none.reason().text();
    } else if (fact instanceof Fact.Text text) {
      return text.text();
    } else if (fact instanceof Fact.Code code) {
      return code.text();
    } else if (fact instanceof Fact.Count count) {
      return Words.number(count.number());
    } else if (fact instanceof Fact.Amount amount) {
      return amount.number() == Math.rint(amount.number()) && Math.abs(amount.number()) < 1e15
          ? Words.number((long) amount.number())
          : Double.toString(amount.number());
    } else if (fact instanceof Fact.Share share) {
      return share.share() > 0 && share.share() < LEAST_SHARE
          ? "under 0.01 %"
          : String.format(Locale.ROOT, "%.2f %%", 100 * share.share());
    } else if (fact instanceof Fact.Flag flag) {
      return flag.yes() ? "yes" : "no";
    } else if (fact instanceof Fact.Time time) {
      return Words.time(time.instant());
    } else if (fact instanceof Fact.Items items && items.items().isEmpty()) {
      return items.isCut() ? leftOut(items) : "none";
    }
    throw new IllegalArgumentException("does not go into a line: " + fact);
  }

  /** How much a list leaves out. */
  public static String leftOut(Fact.Items items) {
    if (items.leftOut() == 0) {
      return "There may be more.";
    }
    return (items.exact() ? "" : "At least ") + Words.number(items.leftOut()) + " more left out.";
  }

  /** The page of the asset that an identifier names; "" if it names none. */
  public static String link(Fact.Code code) {
    if (!code.text().startsWith("dataset:") && !code.text().startsWith("model:")) {
      return "";
    }
    try {
      return Links.to(Asset.parse(code.text()));
    } catch (InvalidException other) {
      return "";
    }
  }
}
