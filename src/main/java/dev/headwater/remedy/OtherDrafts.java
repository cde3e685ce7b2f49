package dev.headwater.remedy;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes the events that say where an asset comes from, or that waive a rule. */
final class OtherDrafts {
  private OtherDrafts() {}

  static Draft ingest(AssetSummary summary) {
    Answer stated = summary.ingest().map(Ingest::containsSynthetic).orElse(Answer.UNKNOWN);
    Output output =
        new Output(summary.asset(), OptionalLong.empty(), OptionalLong.empty(), "", List.of());
    Draft draft =
        Draft.of(
            LineageEvent.builder(EventType.INGEST)
                .outputs(List.of(output))
                .ingest(
                    new Ingest(
                        Draft.STAND_IN,
                        "",
                        List.of(),
                        "",
                        "",
                        List.of(),
                        List.of(),
                        "",
                        "",
                        Answer.UNKNOWN,
                        stated,
                        "",
                        "",
                        "")));
    draft.blank(Blank.TODO, "where the data comes from", "ingest", "sourceUri");
    return stated == Answer.UNKNOWN
        ? draft.blank(
            Blank.TODO,
            "YES, NO or UNKNOWN; with YES it has to be documented as synthetic data",
            "ingest",
            "containsSynthetic")
        : draft;
  }

  /** A waiver at an asset that is the cause itself. */
  static Draft waiver(Asset asset, RuleName rule) {
    return waiver(asset, rule, asset);
  }

  /** A waiver of one cause at an asset. */
  static Draft waiver(Asset asset, RuleName rule, Asset origin) {
    Waive waive =
        new Waive(rule, Optional.of(origin), Draft.STAND_IN, Draft.STAND_IN, Instant.EPOCH);
    return Draft.of(
            LineageEvent.builder(EventType.DOCUMENT)
                .document(
                    new Document(
                        asset,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(waive),
                        List.of())))
        .blank(Blank.EMPTY, "who takes responsibility", "document", "waive", "approver")
        .blank(Blank.EMPTY, "why it may be used all the same", "document", "waive", "rationale")
        .blank(
            Blank.TODO,
            "when the waiver ends, such as 2027-01-01T00:00:00Z",
            "document",
            "waive",
            "until");
  }
}
