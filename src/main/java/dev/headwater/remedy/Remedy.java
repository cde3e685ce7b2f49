package dev.headwater.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthetic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The event that would document an asset, ready to copy: with everything that is known, and a
 * {@link Blank} for everything that is not. The package says what holds of blanks.
 *
 * <p>The three forms are the same event. The form for the SDK has neither id nor time, which the
 * SDK makes, and is for the pipeline that the event names.
 */
public final class Remedy {
  /** What the event does. */
  public enum Kind {
    /** A DOCUMENT that adds what the synthesis records lack. */
    DOCUMENT,
    /** An INGEST that says where the asset comes from. */
    INGEST,
    /** A DOCUMENT that waives the rule for a limited time, and documents nothing. */
    WAIVER
  }

  /** Ends the here-document. No JSON is this line. */
  private static final String END = "END";

  private final Kind kind;
  private final ObjectNode event;
  private final List<Blank> blanks;
  private final List<String> notes;
  private final Optional<Remedy> waiver;

  private Remedy(
      Kind kind,
      ObjectNode event,
      List<Blank> blanks,
      List<String> notes,
      Optional<Remedy> waiver) {
    this.kind = kind;
    this.event = event;
    this.blanks = List.copyOf(blanks);
    this.notes = List.copyOf(notes);
    this.waiver = waiver;
  }

  private static Remedy of(Kind kind, Draft draft, Optional<Remedy> waiver) {
    return new Remedy(kind, draft.json(), draft.blanks(), draft.notes(), waiver);
  }

  /**
   * Returns the remedy for an asset that is itself a cause: synthetic and not documented, or of
   * unknown origin. Empty for any other asset; what it descends from may still need a remedy, which
   * belongs to those assets.
   *
   * @param summary of the asset
   * @param syntheses its latest live synthesis events, the latest first
   * @param documents the latest live documents about it
   * @throws IllegalArgumentException when the summary is of another asset
   */
  public static Optional<Remedy> of(
      Asset asset,
      AssetSummary summary,
      List<LineageEvent> syntheses,
      List<LineageEvent> documents) {
    if (!summary.asset().equals(asset)) {
      throw new IllegalArgumentException(
          "the summary is of " + summary.asset() + ", the remedy is for " + asset);
    }
    if (summary.synthetic() == Synthetic.YES
        && summary.documentation() != Documentation.DOCUMENTED) {
      Draft document = DocumentDraft.of(summary, Records.of(summary, syntheses, documents));
      Draft waiver = OtherDrafts.waiver(asset, RuleName.UNDOCUMENTED_SYNTHETIC);
      return Optional.of(
          of(Kind.DOCUMENT, document, Optional.of(of(Kind.WAIVER, waiver, Optional.empty()))));
    }
    boolean unknown =
        summary.producedBy().isEmpty()
            && syntheses.isEmpty()
            && documents.stream().noneMatch(document -> saysWhereFrom(document, asset));
    return unknown ? Optional.of(ofUnknownOrigin(summary)) : Optional.empty();
  }

  /**
   * Whether a document says where its target comes from: by an input, or by the address of a
   * source.
   */
  private static boolean saysWhereFrom(LineageEvent document, Asset asset) {
    return document.inputs().stream().anyMatch(input -> !input.asset().equals(asset))
        || document
            .document()
            .flatMap(Document::ingest)
            .filter(ingest -> Placeholder.counts(ingest.sourceUri()))
            .isPresent();
  }

  /**
   * Returns the waiver of an alert at its subject.
   *
   * @param subject of the alert
   * @param rule of the alert; one that is about assets
   * @param origin of the alert
   */
  public static Remedy waiverOf(Asset subject, RuleName rule, Asset origin) {
    return of(Kind.WAIVER, OtherDrafts.waiver(subject, rule, origin), Optional.empty());
  }

  /** Returns the remedy for an asset of which the caller knows that its origin is unknown. */
  public static Remedy ofUnknownOrigin(AssetSummary summary) {
    Asset asset = summary.asset();
    // No rule is about the unknown origin of a model itself.
    Optional<Remedy> waiver =
        asset.kind() == AssetKind.DATASET
            ? Optional.of(
                of(
                    Kind.WAIVER,
                    OtherDrafts.waiver(asset, RuleName.UNKNOWN_ORIGIN),
                    Optional.empty()))
            : Optional.empty();
    return of(Kind.INGEST, OtherDrafts.ingest(summary), waiver);
  }

  /**
   * Returns the same remedy with the id and the time of the event filled in. Each event needs an id
   * of its own, so the waiver keeps its blanks.
   *
   * @param eventId a new random id
   * @param eventTime the time now
   */
  public Remedy at(UUID eventId, Instant eventTime) {
    ObjectNode filled = event.deepCopy();
    filled.put("eventId", eventId.toString()).put("eventTime", eventTime.toString());
    List<Blank> rest =
        blanks.stream()
            .filter(blank -> !blank.path().equals("eventId") && !blank.path().equals("eventTime"))
            .toList();
    return new Remedy(kind, filled, rest, notes, waiver);
  }

  public Kind kind() {
    return kind;
  }

  /** What has to be filled in, in the order of the event's parts. */
  public List<Blank> blanks() {
    return blanks;
  }

  /** What to consider besides the blanks, one sentence each. */
  public List<String> notes() {
    return notes;
  }

  /**
   * A waiver of the alert as an alternative. A waiver of an unknown origin closes alerts, and never
   * changes the gate.
   */
  public Optional<Remedy> waiver() {
    return waiver;
  }

  /** The event as one line of JSON. */
  public String json() {
    return Visible.escaped(event.toString());
  }

  /** Lines for the SDK, with a {@code HeadwaterClient client} in scope. */
  public String java() {
    return JavaLines.of(event);
  }

  /** A command for a POSIX shell that sends {@link #json}. */
  public String cli() {
    return "java -jar target/headwater.jar emit --wait - <<'"
        + END
        + "'\n"
        + json()
        + "\n"
        + END
        + "\n";
  }
}
