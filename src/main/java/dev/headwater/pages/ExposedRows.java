package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.question.ExposureEntry;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the origins of an asset into words. */
public final class ExposedRows {
  private ExposedRows() {}

  /**
   * The rows of the origins of an asset, in the same order.
   *
   * @param moment of the page, as {@link Links#at} takes it
   */
  public static List<AssetView.Exposed> of(Asset asset, List<Exposures.Item> items, String moment) {
    return items.stream().map(item -> row(asset, item, moment)).toList();
  }

  private static AssetView.Exposed row(Asset asset, Exposures.Item item, String moment) {
    ExposureEntry entry = item.entry();
    return new AssetView.Exposed(
        entry.origin(),
        Words.kind(entry.kind()),
        mark(entry),
        entry.missing().stream().map(Condition::text).collect(Collectors.joining(", ")),
        entry.distance(),
        item.path(),
        item.path().stream().map(Asset::urn).collect(Collectors.joining(" ")),
        entry.origin().equals(asset) ? "" : Links.path(asset, entry.origin(), moment));
  }

  private static Mark mark(ExposureEntry entry) {
    if (entry.waived()) {
      return new Mark("note", "waived");
    }
    if (entry.kind() != OriginKind.SYNTHETIC) {
      return new Mark("warn", "open");
    }
    return switch (entry.documentation()) {
      case DOCUMENTED -> new Mark("good", "documented");
      case PARTIAL -> new Mark("bad", "partly documented");
      case UNDOCUMENTED -> new Mark("bad", "undocumented");
      case NOT_APPLICABLE -> new Mark("warn", Words.lower(Documentation.NOT_APPLICABLE));
    };
  }
}
