package dev.headwater.engine;

import dev.headwater.engine.SynthesisProfile.GeneratorName;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Reclassify;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The live DOCUMENT events of one asset, and what they determine. */
final class Documents {
  private final View view;
  private final Asset asset;

  /** The earliest first. */
  private final List<LineageEvent> events;

  private Documents(View view, Asset asset, List<LineageEvent> events) {
    this.view = view;
    this.asset = asset;
    this.events = events;
  }

  /** Reads the documents of {@code asset}. If its row counts none, it reads no contributions. */
  static Documents of(View view, Asset asset) {
    List<LineageEvent> events = new ArrayList<>();
    if (view.node(asset).filter(node -> node.tally().documents() > 0).isPresent()) {
      view.visit(asset, ContributionKind.DOCUMENT, document -> events.add(document.event()));
      Collections.reverse(events);
    }
    return new Documents(view, asset, events);
  }

  /** The value of the latest reclassification. */
  Optional<Boolean> reclassified() {
    return events.stream()
        .filter(event -> event.document().flatMap(Document::reclassify).isPresent())
        .max(Comparator.comparing(LineageEvent::stamp))
        .flatMap(LineageEvent::document)
        .flatMap(Document::reclassify)
        .map(Reclassify::synthetic);
  }

  private record WaiverKey(RuleName rule, Optional<Asset> origin) {}

  /** The longest waiver for each rule and origin, in a fixed order. */
  List<Waiver> waivers() {
    if (events.isEmpty()) {
      return List.of();
    }
    Map<WaiverKey, Instant> ends = new LinkedHashMap<>();
    events.stream()
        .flatMap(event -> event.document().flatMap(Document::waive).stream())
        .sorted(Comparator.comparing(Waive::rule).thenComparing(Waive::until))
        .forEach(
            waive ->
                ends.merge(
                    new WaiverKey(waive.rule(), waive.origin()), waive.until(), Documents::later));
    return ends.entrySet().stream()
        .map(end -> new Waiver(end.getKey().rule(), end.getKey().origin(), end.getValue()))
        .sorted(
            Comparator.comparing(Waiver::rule)
                .thenComparing(waiver -> waiver.origin().map(Asset::urn).orElse("")))
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The generators that the asset's synthesis records name, completed by the documents. */
  Set<GeneratorName> generators() {
    Set<GeneratorName> names = new TreeSet<>();
    view.syntheses(asset).forEach(group -> names.addAll(group.profile().generators().keySet()));
    events.stream()
        .filter(this::completes)
        .forEach(event -> names.addAll(SynthesisProfile.of(event).generators().keySet()));
    return names;
  }

  /** Whether a document completes some record: a document that amends one needs that record. */
  private boolean completes(LineageEvent event) {
    Optional<UUID> amended = event.document().flatMap(Document::amends);
    return amended.isEmpty() || synthesis(amended.get()).isPresent();
  }

  private Optional<Contribution> synthesis(UUID id) {
    return view.contribution(asset, id)
        .filter(found -> found.live() && found.kind() == ContributionKind.SYNTHESIS);
  }

  /** Assesses the asset's synthesis records, completed by the documents. */
  Assessment assess(Policy policy) {
    SynthesisRecords dossier = new SynthesisRecords(policy.required(asset));
    List<SynthesisGroup> groups = view.syntheses(asset);
    if (orderMatters(groups)) {
      view.visit(
          asset,
          ContributionKind.SYNTHESIS,
          synthesis -> {
            dossier.add(synthesis.event());
            return true;
          });
      return dossier.assess(events);
    }
    Map<SynthesisProfile, SynthesisGroup> rest = new LinkedHashMap<>();
    groups.forEach(group -> rest.put(group.profile(), group));
    for (LineageEvent synthesis : amended()) {
      dossier.add(synthesis);
      rest.computeIfPresent(SynthesisProfile.of(synthesis), (profile, group) -> group.plus(-1));
    }
    dossier.add(rest.values().stream().filter(group -> group.count() > 0).toList());
    return dossier.assess(events);
  }

  /**
   * Whether a document states a kind of synthesis that conflicts with a record's, so that the order
   * of the events decides which one counts.
   */
  private boolean orderMatters(List<SynthesisGroup> groups) {
    return events.stream()
        .map(SynthesisProfile::of)
        .anyMatch(document -> groups.stream().anyMatch(g -> g.profile().disagreesOnKind(document)));
  }

  /** The live synthesis events that documents amend. */
  private List<LineageEvent> amended() {
    return events.stream()
        .flatMap(event -> event.document().flatMap(Document::amends).stream())
        .distinct()
        .flatMap(id -> synthesis(id).stream())
        .map(Contribution::event)
        .toList();
  }
}
