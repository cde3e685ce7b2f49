package dev.headwater.export.standard.croissant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Nodes;
import dev.headwater.export.standard.facts.PrettyJson;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.Annotation;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a dataset as Croissant 1.1 with the vocabulary of responsible AI (RAI 1.0), in JSON-LD.
 *
 * <ul>
 *   <li>Name, version, license, languages, size and hash are properties of schema.org.
 *   <li>How the data was collected, cleaned and annotated are properties of RAI.
 *   <li>What it was made from, by which event and by whom are properties of W3C PROV: {@code
 *       prov:wasDerivedFrom}, {@code prov:wasGeneratedBy}, {@code prov:wasAttributedTo}.
 *   <li>Croissant has no terms for prompts, parameters, decisions, counts of categories, the state
 *       of documentation, and for what is not stated. They are under {@link JsonLdTerms}.
 * </ul>
 *
 * <p>Croissant describes datasets only. Events do not describe fields of records, so there is no
 * {@code recordSet}.
 */
public final class Croissant {
  private static final String NAMESPACE = "http://mlcommons.org/croissant/";

  private final ExportFacts facts;
  private final Statements statements;
  private final List<Missing> missing = new ArrayList<>();

  private Croissant(ExportFacts facts) {
    this.facts = facts;
    this.statements = new Statements(facts);
  }

  /** Returns the document. The asset is a dataset. */
  public static Export write(ExportFacts facts) {
    Croissant croissant = new Croissant(facts);
    ObjectNode document = croissant.document();
    return new Export(PrettyJson.write(document), croissant.missing);
  }

  private ObjectNode document() {
    ObjectNode document = Nodes.object();
    document.set("@context", context());
    document.put("@type", "sc:Dataset");
    document.put("@id", facts.asset().urn());
    document.putArray("conformsTo").add(NAMESPACE + "1.1").add(NAMESPACE + "RAI/1.0");
    identity(document);
    distribution(document);
    collection(document);
    processing(document);
    JsonLdProvenance.add(document, facts);
    JsonLdTerms.add(document, facts, missing);
    return document;
  }

  private static ObjectNode context() {
    ObjectNode context = Nodes.object();
    context.put("@vocab", "https://schema.org/");
    context.put("sc", "https://schema.org/");
    context.put("cr", NAMESPACE);
    context.put("rai", NAMESPACE + "RAI/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("conformsTo", "dct:conformsTo");
    context.put("prov", "http://www.w3.org/ns/prov#");
    context.put("headwater", Vocabulary.NAMESPACE);
    return context;
  }

  private void identity(ObjectNode document) {
    AssetSummary summary = facts.summary();
    document.put("name", summary.asset().name());
    missing("description", "Events have no field for a description.");
    summary.asset().version().ifPresent(version -> document.put("version", version));
    document.put("identifier", summary.asset().urn());
    require(
        document,
        "license",
        statements.license(),
        "No event states `ingest.concludedLicense` or `ingest.declaredLicense` of the dataset.");
    missing("url", "Events have no field for a page about the dataset.");
    Nodes.list(document, "creator", statements.creators(), JsonLdProvenance::creator);
    if (statements.creators().isEmpty()) {
      missing(
          "creator", "No event that makes the dataset names a PERSON or ORGANIZATION in `agents`.");
    }
    missing("datePublished", "Events have no field for the date of a publication.");
    statements
        .latestMaker()
        .ifPresent(event -> document.put("dateCreated", event.eventTime().toString()));
    Nodes.texts(document, "inLanguage", statements.ingest().languages());
    Nodes.texts(document, "spatialCoverage", statements.ingest().regions());
    Nodes.text(document, "isBasedOn", statements.ingest().sourceUri());
  }

  /**
   * A hash identifies the content, so it is stated even though nobody says where the content is.
   */
  private void distribution(ObjectNode document) {
    AssetSummary summary = facts.summary();
    if (!Placeholder.counts(summary.sha256())) {
      missing("distribution", "No event states `outputs[].sha256` of the dataset.");
      return;
    }
    ObjectNode file = document.putArray("distribution").addObject();
    file.put("@type", "cr:FileObject");
    file.put("@id", facts.asset().urn() + "#content");
    file.put("name", facts.asset().name());
    missing("distribution[0].contentUrl", "Events have no field for the address of the content.");
    missing(
        "distribution[0].encodingFormat", "Events have no field for the format of the content.");
    summary.bytes().ifPresent(bytes -> file.put("contentSize", bytes + " B"));
    file.put("sha256", summary.sha256());
  }

  private void collection(ObjectNode document) {
    Ingest ingest = statements.ingest();
    Nodes.text(document, "rai:dataCollection", ingest.collectionMethod());
    Nodes.texts(document, "rai:dataCollectionType", ingest.collectionTypes());
    Nodes.texts(
        document,
        "rai:dataCollectionTimeFrame",
        List.of(ingest.collectedFrom(), ingest.collectedTo()));
    Nodes.text(document, "rai:dataUseCases", ingest.intendedUse());
  }

  /** From the earliest step to the latest. */
  private void processing(ObjectNode document) {
    List<LineageEvent> steps = new ArrayList<>(statements.makers());
    Collections.reverse(steps);
    Nodes.texts(
        document,
        "rai:dataPreprocessingProtocol",
        steps.stream()
            .flatMap(event -> event.clean().stream())
            .flatMap(clean -> clean.filters().stream())
            .map(Croissant::filter)
            .toList());
    Nodes.texts(
        document,
        "rai:dataDataManipulationProtocol",
        steps.stream()
            .flatMap(event -> event.transform().stream())
            .flatMap(transform -> transform.operation().stream())
            .map(Enum::name)
            .toList());
    List<Annotation> annotations =
        steps.stream()
            .flatMap(event -> event.transform().stream())
            .flatMap(transform -> transform.annotation().stream())
            .toList();
    Nodes.texts(
        document,
        "rai:dataAnnotationPlatform",
        annotations.stream().map(Annotation::platform).toList());
    Nodes.texts(
        document,
        "rai:dataAnnotationProtocol",
        annotations.stream().map(Annotation::protocol).toList());
    Nodes.texts(
        document,
        "rai:annotationsPerItem",
        annotations.stream()
            .flatMap(annotation -> annotation.perItem().stream().mapToObj(Long::toString))
            .toList());
  }

  private static String filter(CleanFilter filter) {
    return String.join(
        "; ",
        Stream.of(filter.name(), filter.threshold(), filter.reason(), filter.codeRef())
            .filter(Placeholder::counts)
            .toList());
  }

  private void require(ObjectNode document, String field, String text, String reason) {
    if (Placeholder.counts(text)) {
      document.put(field, text);
    } else {
      missing(field, reason);
    }
  }

  private void missing(String field, String reason) {
    missing.add(new Missing(field, reason));
  }
}
