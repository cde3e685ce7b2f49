package dev.headwater.pages;

import dev.headwater.representation.Interval;
import java.util.Locale;

/**
 * A category as a row of a table, with a bar. The words say all that the bar shows.
 *
 * @param category its name
 * @param known whether it is a category; false for what is in no known category
 * @param amount how much belongs to it
 * @param share of all
 * @param synthetic how much of it is synthetic
 * @param sure the width of the bar up to what surely belongs to it, as an SVG length; the next two
 *     are lengths, too
 * @param possible the width up to the most that can belong to it
 * @param surelySynthetic the width of the surely synthetic part
 */
public record CategoryBar(
    String category,
    boolean known,
    String amount,
    String share,
    String synthetic,
    String sure,
    String possible,
    String surelySynthetic) {

  /**
   * The row of an amount.
   *
   * @param scale the amount that fills the bar
   */
  static CategoryBar of(
      String category, Interval amount, Interval share, Interval synthetic, double scale) {
    return new CategoryBar(
        category,
        true,
        AmountWords.amount(amount),
        AmountWords.share(share),
        AmountWords.synthetic(synthetic, amount),
        width(amount.low(), scale),
        width(amount.high(), scale),
        width(synthetic.low(), scale));
  }

  /**
   * The row of a weighted share: the amounts are of the data before it was weighted.
   *
   * @param scale the share that fills the bar
   */
  static CategoryBar weighted(
      String category, Interval amount, Interval share, Interval synthetic, double scale) {
    return new CategoryBar(
        category,
        true,
        AmountWords.amount(amount),
        AmountWords.share(share),
        AmountWords.synthetic(synthetic, amount),
        width(share.low(), scale),
        width(share.high(), scale),
        width(0, 1));
  }

  /** The row of what is in no known category. */
  static CategoryBar unknown(Interval amount, String share, double scale) {
    return new CategoryBar(
        "not known",
        false,
        AmountWords.amount(amount),
        share,
        "",
        width(amount.low(), scale),
        width(amount.high(), scale),
        width(0, 1));
  }

  private static String width(double amount, double scale) {
    double part = scale > 0 && amount < scale ? amount / scale : amount > 0 ? 1 : 0;
    return String.format(Locale.ROOT, "%.2f%%", 100 * part);
  }

  /** Whether the bar shows more than one bound. */
  public boolean isOpen() {
    return !sure.equals(possible);
  }

  /** Whether the bar shows a synthetic part. */
  public boolean isSynthetic() {
    return !surelySynthetic.equals(width(0, 1));
  }
}
