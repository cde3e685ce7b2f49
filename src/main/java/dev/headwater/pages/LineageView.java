package dev.headwater.pages;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * The graph on the page of an asset, with its controls.
 *
 * @param picture of the lineage
 * @param form how the picture was asked for
 * @param table the assets in the picture
 * @param freshness of the picture; empty if the page around it says that of everything
 */
public record LineageView(
    PictureView picture, Form form, List<Neighbour> table, Optional<FreshnessView> freshness) {
  public LineageView {
    table = List.copyOf(table);
  }

  /**
   * How a picture was asked for.
   *
   * @param direction {@code both}, {@code upstream} or {@code downstream}
   * @param depth in steps
   * @param asOf only events up to this time count; "" for all
   * @param knownAt only what had arrived by this time counts; "" for all
   * @param reset the link to the picture as it opens; "" if it is that
   * @param file the link to the picture as a file, without its format
   */
  public record Form(
      String direction, int depth, String asOf, String knownAt, String reset, String file) {}

  /** An asset in the picture, and how far away it is. */
  public record Neighbour(Asset asset, String where, List<Mark> marks, String link) {}
}
