package dev.headwater.agreement;

import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Node;
import dev.headwater.engine.View;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Synthetic;
import dev.headwater.model.command.OriginStatus;
import dev.headwater.oracle.Expected;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Reads what the engine stores of an asset, and converts it to the oracle's types. */
final class Observed {
  private final View view;
  private final Instant now;

  Observed(View view, Instant now) {
    this.view = view;
    this.now = now;
  }

  Set<UUID> contributions(Asset asset, List<ContributionKind> kinds) {
    Set<UUID> ids = new HashSet<>();
    for (ContributionKind kind : kinds) {
      view.contributions(asset, kind, Integer.MAX_VALUE)
          .forEach(contribution -> ids.add(contribution.event().eventId()));
    }
    return ids;
  }

  /** The links that an edge represents, one for each role and activity. */
  static Set<Expected.Link> links(InEdge edge) {
    Map<String, InEdge.Use> latest = new HashMap<>();
    Map<String, Boolean> inferred = new HashMap<>();
    for (InEdge.Use use : edge.uses()) {
      String way = use.role() + " " + use.activity();
      latest.merge(way, use, (a, b) -> a.latest().compareTo(b.latest()) > 0 ? a : b);
      inferred.merge(way, use.inferred(), Boolean::logicalAnd);
    }
    Set<Expected.Link> links = new HashSet<>();
    latest.forEach(
        (way, use) ->
            links.add(
                new Expected.Link(
                    edge.from(),
                    edge.to(),
                    use.role(),
                    use.activity(),
                    use.run(),
                    inferred.get(way))));
    return links;
  }

  Synthetic synthetic(Node node) {
    if (node.status(OriginKind.SYNTHETIC).present()) {
      return Synthetic.YES;
    }
    if (node.exposures().synthetic() > 0) {
      return Synthetic.INHERITED;
    }
    boolean saidNo =
        node.reclassified().equals(Optional.of(false)) || node.tally().notSynthetic() > 0;
    return saidNo ? Synthetic.NO : Synthetic.UNKNOWN;
  }

  Expected.Gate gate(Node node, boolean requireSource) {
    ExposureCounts counts = node.exposures();
    if (counts.undocumented() > 0) {
      return Expected.Gate.FAIL;
    }
    return counts.unknown() + counts.incomplete() > 0 || !node.tally().originKnown(requireSource)
        ? Expected.Gate.INDETERMINATE
        : Expected.Gate.PASS;
  }

  static Expected.Verdict verdict(OriginStatus status) {
    return new Expected.Verdict(status.documentation(), status.missing());
  }

  Map<Expected.Origin, Expected.Exposure> exposures(Node node) {
    Map<Expected.Origin, Expected.Exposure> live = new HashMap<>();
    for (Exposure exposure : view.exposures(node.asset(), Optional.empty(), Integer.MAX_VALUE)) {
      if (exposure.isLive()) {
        live.put(
            new Expected.Origin(exposure.origin().asset(), exposure.origin().kind()),
            new Expected.Exposure(
                verdict(exposure.status()),
                exposure.distance(),
                exposure.isDirect()
                    ? OptionalInt.of(exposure.directDistance())
                    : OptionalInt.empty(),
                node.waived(exposure, now).isPresent()));
      }
    }
    return live;
  }

  /** The alert in the oracle's type; empty if it is not open, or not about assets. */
  static Optional<Expected.OpenAlert> open(Alert alert) {
    return alert.status() == AlertStatus.OPEN
            && alert.subject() instanceof Asset subject
            && alert.origin() instanceof Asset origin
        ? Optional.of(
            new Expected.OpenAlert(
                alert.rule(), subject, origin, alert.severity(), alert.missing()))
        : Optional.empty();
  }
}
