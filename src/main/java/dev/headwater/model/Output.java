package dev.headwater.model;

import java.util.List;
import java.util.OptionalLong;

/** An asset that an event made. */
public record Output(
    Asset asset,
    OptionalLong records,
    OptionalLong bytes,
    String sha256,
    List<Composition> composition) {
  public Output {
    Check.present("asset", asset);
    Check.count("records", records);
    Check.count("bytes", bytes);
    sha256 = Check.text("sha256", sha256);
    composition = Check.list("composition", composition, Limits.LIST_ITEMS);
  }

  /** An output of which only the asset is known. */
  public static Output of(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }
}
