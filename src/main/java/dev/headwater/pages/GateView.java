package dev.headwater.pages;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * The page of the gate.
 *
 * @param urn as it was asked for; "" if nothing was
 * @param asOf only events up to this time count; "" for all
 * @param knownAt only what had arrived by this time counts; "" for all
 * @param verdict empty if there is none
 * @param problem why there is no verdict; "" if nothing was asked for, or if there is one
 * @param candidates assets that the reader may have meant
 * @param command that asks the same on the command line
 * @param link the page of the asset at the same moment
 * @param moment the part of a query that asks for the same moment, as {@link Links#at} takes it
 * @param freshness of the verdict; empty if there is none
 */
public record GateView(
    String urn,
    String asOf,
    String knownAt,
    Optional<VerdictView> verdict,
    String problem,
    List<Asset> candidates,
    String command,
    String link,
    String moment,
    Optional<FreshnessView> freshness) {
  public GateView {
    candidates = List.copyOf(candidates);
  }
}
