package dev.headwater.query.walk;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.GateRule;
import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ExposureFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Derives the exposures of an asset from the facts of all assets that it descends from, as of one
 * moment.
 */
final class PastExposures {
  private static final Comparator<Exposures.Item> ORDER =
      Comparator.comparingInt((Exposures.Item item) -> item.entry().distance())
          .thenComparing(item -> item.entry().origin())
          .thenComparing(item -> item.entry().kind());

  private final Upstream upstream;
  private final boolean used;
  private final Instant now;

  /**
   * @param used whether the asset itself is an input in a carrying role
   * @param now the time by which waivers are judged
   */
  PastExposures(Upstream upstream, boolean used, Instant now) {
    this.upstream = upstream;
    this.used = used;
    this.now = now;
  }

  /** The exposures that {@code filter} accepts, the nearest first. */
  List<Exposures.Item> items(ExposureFilter filter) {
    List<Exposures.Item> items = new ArrayList<>();
    for (Upstream.Member member : upstream.members()) {
      AssetFacts facts = member.facts();
      if (facts.synthetic()) {
        add(items, filter, member, OriginKind.SYNTHETIC);
      }
      if (isUnknownOrigin(member)) {
        add(items, filter, member, OriginKind.UNKNOWN);
      }
      if (facts.inputsIncomplete()) {
        add(items, filter, member, OriginKind.INCOMPLETE);
      }
    }
    items.sort(ORDER);
    return items;
  }

  /** The number of exposures of each kind. */
  ExposureCounts counts() {
    List<Exposures.Item> all = items(ExposureFilter.ALL);
    return new ExposureCounts(
        count(all, OriginKind.SYNTHETIC),
        items(ExposureFilter.OPEN_SYNTHETIC).size(),
        count(all, OriginKind.UNKNOWN),
        count(all, OriginKind.INCOMPLETE));
  }

  private static long count(List<Exposures.Item> items, OriginKind kind) {
    return items.stream().filter(item -> item.entry().kind() == kind).count();
  }

  private boolean isUnknownOrigin(Upstream.Member member) {
    return member.facts().isUnknown() && (used || member.distance() > 0);
  }

  private void add(
      List<Exposures.Item> items, ExposureFilter filter, Upstream.Member member, OriginKind kind) {
    AssetFacts facts = member.facts();
    boolean synthetic = kind == OriginKind.SYNTHETIC;
    ExposureEntry entry =
        new ExposureEntry(
            facts.asset(),
            kind,
            synthetic ? facts.documentation() : Documentation.NOT_APPLICABLE,
            synthetic ? facts.missing() : List.of(),
            member.distance(),
            via(member),
            member.direct(),
            synthetic && GateRule.waived(upstream, facts, now));
    if (filter.accepts(entry)) {
      items.add(new Exposures.Item(entry, upstream.pathFrom(facts.asset())));
    }
  }

  /** The last asset before the subject on the path; the member itself if it is the subject. */
  private Asset via(Upstream.Member member) {
    List<Asset> path = upstream.pathFrom(member.asset());
    return path.size() < 2 ? member.asset() : path.get(path.size() - 2);
  }
}
