package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.amount;
import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes the public summary of training content that Article 53(1)(d) of Regulation (EU) 2024/1689
 * asks of providers of general-purpose AI models, after the template of the European Commission,
 * C(2025) 5235 of 24 July 2025, as Markdown.
 *
 * <p>Every section of the template is there, in its order and with its number. If no event states
 * anything for a section, the section says "Not stated.", and is listed as missing.
 *
 * <ul>
 *   <li>1.1: organizations among the agents. Events do not say which of them is the provider.
 *   <li>1.2: name and version; base models and teachers are the dependencies.
 *   <li>1.3: the size is a range of the template, from counts whose unit is tokens; the latest
 *       collection is that of the asset's own ingest; languages are those of compositions and of
 *       the ingest.
 *   <li>2: {@link EuSources}.
 *   <li>3.3: cleaning, transformations, decisions, agents.
 * </ul>
 *
 * <p>The template has no place for documentation, ancestors, inferred edges and inherited synthetic
 * data. They are in annexes of ours. Of a dataset, the same sections say what is recorded of it as
 * training data.
 */
public final class EuSummary {
  private final ExportFacts facts;
  private final Statements statements;
  private final MarkdownPage page = new MarkdownPage();
  private final EuMissing missing = new EuMissing();
  private final ListedAgents agents;
  private final EuSources sources;

  private EuSummary(ExportFacts facts) {
    this.facts = facts;
    this.statements = new Statements(facts);
    this.agents = PeopleBlocks.listed(facts);
    this.sources = new EuSources(facts, page, missing);
  }

  /** The summary of a model, or of a dataset as training data. */
  public static Export write(ExportFacts facts) {
    EuSummary summary = new EuSummary(facts);
    summary.opening();
    summary.general();
    summary.sources.write();
    summary.processing();
    summary.sources.annex();
    summary.annexes();
    return new Export(summary.page.text(), summary.missing.all());
  }

  private void opening() {
    page.heading(1, "Public summary of training content");
    page.paragraph("About " + code(facts.asset()) + ".");
    page.paragraph(
        "This document follows the template C(2025) 5235 of the European Commission. It is made of"
            + " recorded events alone, and is no statement of a provider.");
    if (facts.asset().kind() == AssetKind.DATASET) {
      page.paragraph(
          "The asset is a dataset, and the template is about models. The sections say what is"
              + " recorded of the dataset as training data.");
    }
  }

  private void general() {
    page.heading(2, "1. General information");
    page.heading(3, "1.1. Provider identification");
    missing.field(
        page,
        "1.1",
        "Provider name and contact details",
        "Events name organizations as agents, but have no field for the provider.");
    missing.field(
        page,
        "1.1",
        "Authorised representative name and contact details",
        "Events have no field for it.");
    page.bullet(
        "Organizations that events name",
        words(statements.organizations().stream().map(agents::text).distinct().toList()));
    identification();
    page.heading(3, "1.3. Modalities, overall training data size and other characteristics");
    missing.field(page, "1.3", "Modality", "Events have no field for modalities.");
    size();
    missing.field(page, "1.3", "Types of content", "Events have no field for types of content.");
    latestCollection();
    languages();
  }

  private void identification() {
    boolean model = facts.asset().kind() == AssetKind.MODEL;
    page.heading(3, "1.2. Model identification");
    String name = words(facts.asset().name());
    page.bullet(
        model ? "Versioned model name" : "Dataset name",
        facts.asset().version().map(version -> name + ", version " + words(version)).orElse(name));
    if (model) {
      dependencies();
    }
    missing.field(
        page,
        "1.2",
        "Date of placement on the Union market",
        "Events have no field for it: the time of a training is not the time of a release.");
  }

  private void dependencies() {
    CardInputs inputs = new CardInputs(facts);
    List<Asset> models = new ArrayList<>(inputs.baseModels());
    inputs.teachers().stream().filter(one -> !models.contains(one)).forEach(models::add);
    if (models.isEmpty()) {
      missing.field(
          page,
          "1.2",
          "Model dependencies",
          "No event states any: an input with the role BASE_MODEL or TEACHER would.");
    } else {
      page.bullet("Model dependencies", MarkdownPage.assets(models));
    }
  }

  private void size() {
    OptionalDouble tokens = EuTrainingSize.tokens(facts);
    if (tokens.isPresent()) {
      page.bullet(
          "Training data size",
          EuTrainingSize.range(tokens.getAsDouble())
              + " ("
              + amount(tokens.getAsDouble())
              + " stated)");
      return;
    }
    missing.field(
        page,
        "1.3",
        "Training data size",
        facts.asset().kind() == AssetKind.MODEL
            ? "Not every dataset that a training uses has a composition with the unit \"tokens\""
                + " (inputs.composition of each TRAIN)."
            : "No composition of the dataset has the unit \"tokens\" (outputs.composition).");
  }

  private void latestCollection() {
    String latest = statements.ingest().collectedTo();
    if (Placeholder.counts(latest)) {
      page.bullet("Latest date of data collection", words(latest));
    } else {
      missing.field(
          page,
          "1.3",
          "Latest date of data collection",
          "No ingest of this asset states it (ingest.collectedTo); what its sources state is in"
              + " their own documents.");
    }
  }

  private void languages() {
    List<String> languages = List.copyOf(EuTrainingSize.languages(facts));
    if (languages.isEmpty()) {
      missing.field(
          page,
          "1.3",
          "Linguistic characteristics",
          "No event states a language: a composition of the dimension \"language\" or"
              + " ingest.languages would.");
    } else {
      page.bullet("Linguistic characteristics", "languages " + words(languages));
    }
  }

  private void processing() {
    page.heading(2, "3. Relevant data processing aspects");
    reserved(
        "3.1. Respect of reservation of rights from text and data mining",
        "Events have no field for opt-outs and how they were respected.");
    reserved(
        "3.2. Removal of illegal content",
        "Events state filters, but have no field that says that a filter removes illegal content.");
    page.heading(3, "3.3. Other information");
    page.paragraph("How the asset was made, and who decided what.");
    MakingBlocks making = new MakingBlocks(page, facts);
    making.activities();
    if (facts.asset().kind() == AssetKind.MODEL) {
      making.trainings();
    }
    PeopleBlocks people = new PeopleBlocks(page, facts, agents);
    people.agents();
    people.decisions();
  }

  private void reserved(String title, String reason) {
    page.heading(3, title);
    missing.section(page, title, reason);
  }

  private void annexes() {
    StandingBlocks standing = new StandingBlocks(page, facts);
    page.heading(2, "Annex B. Documentation and ancestors");
    standing.documentation();
    standing.size();
    standing.compositions();
    standing.ancestors();
    standing.documents();
    page.heading(2, "Annex C. What this document lacks");
    standing.leftOut();
    standing.missing(missing.all());
  }
}
