package dev.headwater.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An asset that an event used. It is the start of an edge to each output of the event.
 *
 * @param weight its share in a mixture; finite and not negative
 * @param inferred whether the edge is inferred: it is only known that any input may have gone into
 *     any output
 */
public record Input(
    Asset asset,
    Role role,
    OptionalLong records,
    OptionalLong bytes,
    OptionalDouble weight,
    String sha256,
    List<Composition> composition,
    boolean inferred) {
  public Input {
    Check.present("asset", asset);
    Check.present("role", role);
    Check.count("records", records);
    Check.count("bytes", bytes);
    weight = Check.amount("weight", weight);
    sha256 = Check.text("sha256", sha256);
    composition = Check.list("composition", composition, Limits.LIST_ITEMS);
  }

  /** An input with only an asset and a role. */
  public static Input of(Asset asset, Role role) {
    return new Input(
        asset,
        role,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }
}
