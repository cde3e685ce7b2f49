package dev.headwater.model;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * An asset that an event made.
 *
 * @param attributes further facts, as texts by name, such as a version that a tool counts
 */
public record Output(
    Asset asset,
    OptionalLong records,
    OptionalLong bytes,
    String sha256,
    List<Composition> composition,
    SortedMap<String, String> attributes) {
  public Output {
    Check.present("asset", asset);
    Check.count("records", records);
    Check.count("bytes", bytes);
    sha256 = Check.text("sha256", sha256);
    composition = Check.list("composition", composition, Limits.LIST_ITEMS);
    attributes = Check.textMap("attributes", attributes);
  }

  /** An output without attributes. */
  public Output(
      Asset asset,
      OptionalLong records,
      OptionalLong bytes,
      String sha256,
      List<Composition> composition) {
    this(asset, records, bytes, sha256, composition, Collections.emptySortedMap());
  }

  /** An output with only an asset. */
  public static Output of(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }
}
