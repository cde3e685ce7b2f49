package dev.headwater.pages;

import dev.headwater.export.DataCard;
import dev.headwater.export.Section;
import dev.headwater.model.Asset;
import java.util.List;

/**
 * The data card of an asset as a page.
 *
 * @param card the facts
 * @param moment the part of a query that asks for the same moment, as {@link Links#at} takes it
 */
public record CardView(DataCard card, String moment) {

  /** The subject of the card. */
  public Asset asset() {
    return card.asset();
  }

  /** The parts of the card, in order. */
  public List<Section> sections() {
    return card.sections();
  }
}
