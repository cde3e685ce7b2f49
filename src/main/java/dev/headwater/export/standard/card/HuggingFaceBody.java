package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Ingest;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the body of a Hugging Face card, under the headings of the Hub's templates as far as
 * events state what belongs there, then under headings of ours.
 */
final class HuggingFaceBody {
  private final ExportFacts facts;
  private final Statements statements;
  private final MarkdownPage page = new MarkdownPage();
  private final ListedAgents agents;
  private final MakingBlocks making;
  private final PeopleBlocks people;
  private final StandingBlocks standing;

  private HuggingFaceBody(ExportFacts facts) {
    this.facts = facts;
    this.statements = new Statements(facts);
    this.agents = PeopleBlocks.listed(facts);
    this.making = new MakingBlocks(page, facts);
    this.people = new PeopleBlocks(page, facts, agents);
    this.standing = new StandingBlocks(page, facts);
  }

  static String write(ExportFacts facts, List<Missing> missing) {
    HuggingFaceBody body = new HuggingFaceBody(facts);
    if (facts.asset().kind() == AssetKind.DATASET) {
      body.dataset();
    } else {
      body.model();
    }
    body.rest(missing);
    return body.page.text();
  }

  private void dataset() {
    page.heading(1, "Dataset Card for " + facts.asset().name());
    page.heading(2, "Dataset Details");
    details();
    page.heading(2, "Uses");
    uses();
    page.heading(2, "Dataset Structure");
    standing.compositions();
    page.heading(2, "Dataset Creation");
    page.heading(3, "Curation Rationale");
    page.paragraph(words(statements.ingest().rationale()));
    page.heading(3, "Source Data");
    making.collection(statements.ingest());
    making.activities();
    synthesis();
    page.heading(3, "Annotations");
    making.annotations();
    page.heading(3, "Personal and Sensitive Information");
    personal();
  }

  private void model() {
    page.heading(1, "Model Card for " + facts.asset().name());
    page.heading(2, "Model Details");
    details();
    page.heading(2, "Uses");
    uses();
    page.heading(2, "Training Details");
    page.heading(3, "Training Data");
    making.activities();
    page.heading(3, "Training Procedure");
    making.trainings();
    if (!facts.syntheses().items().isEmpty()) {
      synthesis();
    }
    if (facts.summary().ingest().isPresent()) {
      page.heading(3, "Collection");
      making.collection(statements.ingest());
      personal();
    }
    if (!facts.summary().composition().isEmpty()) {
      page.heading(3, "Composition");
      standing.compositions();
    }
  }

  private void synthesis() {
    page.heading(3, "Synthetic Data");
    page.paragraph(
        facts.syntheses().items().isEmpty()
            ? "No event on record makes it as synthetic data."
            : "One section for each synthesis on record, completed by documents.");
    new SynthesisBlocks(page, agents).write(facts, 4);
  }

  private void details() {
    page.bullet("Asset", code(facts.asset()));
    page.bullet("Version", code(facts.asset().version().orElse("")));
    page.bullet("License", words(statements.license()));
    page.bullet("Organizations", words(organizations()));
    standing.size();
    standing.documentation();
  }

  private List<String> organizations() {
    return statements.organizations().stream().map(agents::text).distinct().toList();
  }

  private void uses() {
    List<String> uses = new ArrayList<>();
    uses.add(statements.ingest().intendedUse());
    uses.addAll(SynthesisBlocks.purposes(facts));
    facts.trainings().items().stream()
        .flatMap(event -> event.train().stream())
        .flatMap(train -> train.intendedUse().stream())
        .forEach(use -> uses.add(use.description()));
    page.paragraph(words(uses.stream().filter(use -> !use.isBlank()).distinct().toList()));
  }

  private void personal() {
    Ingest ingest = statements.ingest();
    page.bullet("Personal data", MakingBlocks.answer(ingest.personalData()));
    page.bullet("Consent", words(ingest.consent()));
  }

  private void rest(List<Missing> missing) {
    page.heading(2, "Agents and Decisions");
    people.agents();
    people.decisions();
    page.heading(2, "Provenance");
    standing.ancestors();
    standing.documents();
    page.heading(2, "What This Card Lacks");
    standing.leftOut();
    standing.missing(missing);
  }
}
