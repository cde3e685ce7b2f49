package dev.headwater.http.pages;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.RuleName;
import dev.headwater.model.Synthetic;
import dev.headwater.pages.DocumentationView;
import dev.headwater.pages.Mark;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.remedy.Blank;
import dev.headwater.remedy.Checklist;
import dev.headwater.remedy.Remedy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes the part of an asset's page that says what documents it, and what would. */
final class DocumentationPart {
  /** The maximum number of alerts for which a waiver is offered. */
  private static final int WAIVERS = 10;

  private DocumentationPart() {}

  /**
   * Makes the part.
   *
   * @param originKnown whether a live event says where the asset comes from, as the policy wants it
   * @param now the time of the event that would document the asset
   * @param prefix what comes before a command so that it asks this server
   */
  static DocumentationView of(
      AssetAccount account, boolean originKnown, Instant now, String prefix) {
    AssetSummary summary = account.detail().summary();
    Checklist checklist =
        Checklist.of(
            summary, account.events().syntheses().events(), account.events().documents().events());
    Optional<Remedy> remedy =
        account.detail().moment().isNow()
            ? Remedy.of(
                    summary.asset(),
                    summary,
                    account.events().syntheses().events(),
                    account.events().documents().events())
                .or(
                    () ->
                        originKnown || summary.synthetic() == Synthetic.YES
                            ? Optional.empty()
                            : Optional.of(Remedy.ofUnknownOrigin(summary)))
                .map(found -> found.at(UUID.randomUUID(), now))
            : Optional.empty();
    return new DocumentationView(
        sentence(summary, checklist),
        checklist.lines().stream()
            .map(line -> new DocumentationView.Check(mark(line), line.title(), line.detail()))
            .toList(),
        remedy.map(found -> intro(found, account.events().syntheses().events().size())).orElse(""),
        remedy.map(DocumentationPart::blanks).orElse(List.of()),
        remedy.map(found -> lines(found, now, prefix)).orElse(List.of()));
  }

  private static String sentence(AssetSummary summary, Checklist checklist) {
    String state =
        switch (summary.documentation()) {
          case DOCUMENTED -> "It is synthetic data, and documented.";
          case PARTIAL -> "It is synthetic data, and only partly documented.";
          case UNDOCUMENTED -> "It is synthetic data, and undocumented.";
          case NOT_APPLICABLE -> "";
        };
    return (state + " " + checklist.remark()).strip();
  }

  private static Mark mark(Checklist.Line line) {
    return switch (line.holds()) {
      case YES -> new Mark("good", "on record");
      case NO -> new Mark("bad", "missing");
      case UNKNOWN -> new Mark("warn", "not known");
    };
  }

  /**
   * @param records how many synthesis events it has
   */
  private static String intro(Remedy remedy, int records) {
    String what =
        switch (remedy.kind()) {
          case DOCUMENT ->
              records > 1
                  ? "This event would add what synthesis records of it lack. When it is sent, look"
                      + " here again: another record may lack something else."
                  : "This event would document it.";
          case INGEST -> "This event would say where it comes from.";
          case WAIVER -> "This event would waive the rule.";
        };
    return what
        + (remedy.blanks().isEmpty()
            ? ""
            : " Fill in what is blank; until then it does not count.");
  }

  private static List<String> blanks(Remedy remedy) {
    List<String> texts = new ArrayList<>();
    for (Blank blank : remedy.blanks()) {
      texts.add(blank.path() + ": " + blank.what());
    }
    texts.addAll(remedy.notes());
    return texts;
  }

  /**
   * The lines that would waive open alerts about an asset, of the rules that nothing else ends at
   * that asset.
   */
  static List<DocumentationView.Lines> waivers(
      List<ListedAlert> alerts, Instant now, String prefix) {
    List<DocumentationView.Lines> lines = new ArrayList<>();
    Set<String> offered = new HashSet<>();
    for (ListedAlert listed : alerts) {
      Alert alert = listed.alert();
      boolean needed =
          alert.rule() == RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC
              || alert.rule().isAboutRepresentation();
      // A waiver holds for all dimensions.
      if (needed
          && alert.subject() instanceof Asset subject
          && alert.origin() instanceof Asset origin
          && lines.size() < WAIVERS
          && offered.add(alert.rule() + " " + origin)) {
        Remedy waiver = Remedy.waiverOf(subject, alert.rule(), origin).at(UUID.randomUUID(), now);
        lines.add(
            new DocumentationView.Lines(
                "waiver-" + alert.id(),
                alert.rule().name() + ", because of " + origin + ". Fill in " + paths(waiver),
                prefix + waiver.cli()));
      }
    }
    return lines;
  }

  private static String paths(Remedy remedy) {
    return remedy.blanks().stream().map(Blank::path).collect(Collectors.joining(", "));
  }

  private static List<DocumentationView.Lines> lines(Remedy remedy, Instant now, String prefix) {
    List<DocumentationView.Lines> lines = new ArrayList<>();
    lines.add(
        new DocumentationView.Lines("remedy-cli", "On the command line", prefix + remedy.cli()));
    lines.add(
        new DocumentationView.Lines(
            "remedy-java", "In the pipeline, with the SDK for Java", remedy.java()));
    lines.add(
        new DocumentationView.Lines(
            "remedy-json", "As JSON, for POST /api/v1/events", remedy.json()));
    remedy
        .waiver()
        .map(waiver -> waiver.at(UUID.randomUUID(), now))
        .ifPresent(
            waiver ->
                lines.add(
                    new DocumentationView.Lines(
                        "waiver",
                        "Or waive the rule for some time: this documents nothing."
                            + " Fill in "
                            + paths(waiver),
                        prefix + waiver.cli())));
    return lines;
  }
}
