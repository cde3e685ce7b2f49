package dev.headwater.pages;

import dev.headwater.export.DataCard;
import dev.headwater.export.Section;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Optional;

/**
 * The page of an asset.
 *
 * @param asset it is about
 * @param marks its labels
 * @param forgotten by whom, when and why what was on record of it was forgotten; "" if it was not
 * @param verdict of the gate
 * @param lineage the picture of its lineage
 * @param documentation what documents it, and what would
 * @param exposures the origins that it descends from
 * @param moreExposures what the list of origins leaves out; "" if nothing
 * @param card all facts about it
 * @param versions of its name
 * @param moreVersions whether there are more
 * @param represented who it represents
 * @param events the events about it, the latest first
 * @param models that descend from it
 * @param moreModels what that list leaves out; "" if nothing
 * @param alerts open alerts about it
 * @param moreAlerts what that list leaves out; "" if nothing
 * @param waivers lines that would waive these alerts, to fill in
 * @param empty what to say where a list is empty
 * @param moment the part of a query that asks for the same moment, such as {@code asOf=...}; "" for
 *     now
 * @param momentWords what the page counts; "" for now
 * @param freshness of the page
 */
public record AssetView(
    Asset asset,
    List<Mark> marks,
    String forgotten,
    VerdictView verdict,
    LineageView lineage,
    DocumentationView documentation,
    List<Exposed> exposures,
    String moreExposures,
    DataCard card,
    List<Asset> versions,
    boolean moreVersions,
    RepresentedView represented,
    List<EventText> events,
    List<Asset> models,
    String moreModels,
    List<AlertView> alerts,
    String moreAlerts,
    List<DocumentationView.Lines> waivers,
    EmptyLists empty,
    String moment,
    String momentWords,
    FreshnessView freshness) {
  public AssetView {
    marks = List.copyOf(marks);
    exposures = List.copyOf(exposures);
    versions = List.copyOf(versions);
    events = List.copyOf(events);
    models = List.copyOf(models);
    alerts = List.copyOf(alerts);
    waivers = List.copyOf(waivers);
  }

  /**
   * An origin.
   *
   * @param origin the asset
   * @param concern what it is
   * @param mark its state
   * @param missing what its documentation lacks; "" if nothing
   * @param distance in steps
   * @param path from the origin
   * @param urns the same path, separated by spaces
   * @param link the same page with the path in its picture
   */
  public record Exposed(
      Asset origin,
      String concern,
      Mark mark,
      String missing,
      int distance,
      List<Asset> path,
      String urns,
      String link) {}

  /** An event as JSON, with a line that says what it is. */
  public record EventText(LineageEvent event, String json) {}

  /** The section of the card with this key; empty if the card has none. */
  public Optional<Section> section(String key) {
    return card.sections().stream().filter(section -> section.key().equals(key)).findFirst();
  }
}
