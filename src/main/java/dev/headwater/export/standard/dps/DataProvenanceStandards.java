package dev.headwater.export.standard.dps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.card.PeopleBlocks;
import dev.headwater.export.standard.card.SynthesisBlocks;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.PrettyJson;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.Answer;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.TransformOperation;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes OASIS Data Provenance Metadata 1.0 (Committee Specification Draft 01, 2026) as JSON. The
 * standard follows the Data Provenance Standards of the Data &amp; Trust Alliance.
 *
 * <ul>
 *   <li>{@code set}: identifies the document. Its id is a UUID made of the URN of the asset. Who
 *       publishes it, when and in which revision, no event states.
 *   <li>{@code source}: name, version and identifier of the asset; organizations among the agents
 *       of the events that make it are the issuers, by their ids; intended uses are its purpose.
 *   <li>{@code provenance}: regions of the ingest, the day of the latest event that makes it, and
 *       how it was generated ({@link DpsMethods}).
 *   <li>{@code use}: license, purposes, personal data, anonymization.
 * </ul>
 *
 * <p>The standard has no place for prompts, parameters, documentation, inferred edges and what is
 * withheld. They are in the member {@code headwater}, which is our extension ({@link
 * DpsExtension}). Notes of the set say in words what readers must not miss.
 */
public final class DataProvenanceStandards {
  public static final String SCHEMA =
      "https://docs.oasis-open.org/dps/prov-meta/v1.0/schema/data-provenance.json";

  private static final Pattern VERSION =
      Pattern.compile(
          "0|[1-9][0-9]*|(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)"
              + "(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(\\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");
  private static final Pattern COUNTRY = Pattern.compile("([A-Z]{2,3})(-[A-Z0-9]{1,3})?");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Set<String> PURPOSES =
      Set.of(
          "alignment",
          "evaluation",
          "pre-training",
          "production",
          "quality-assurance",
          "research",
          "staging-testing",
          "synthetic-data-generation");

  private final ExportFacts facts;
  private final Statements statements;
  private final Ingest ingest;
  private final ListedAgents agents;
  private final List<String> purposes;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final List<Missing> missing = new ArrayList<>();

  private DataProvenanceStandards(ExportFacts facts) {
    this.facts = facts;
    this.statements = new Statements(facts);
    this.ingest = statements.ingest();
    this.agents = PeopleBlocks.listed(facts);
    this.purposes = purposes(facts);
  }

  /** The document about a dataset or a model. */
  public static Export write(ExportFacts facts) {
    DataProvenanceStandards document = new DataProvenanceStandards(facts);
    document.root.put("$schema", SCHEMA);
    document.set();
    document.source();
    document.provenance();
    document.use();
    document.root.set("headwater", DpsExtension.of(facts, document.agents, document.missing));
    return new Export(PrettyJson.write(document.root), document.missing);
  }

  private void set() {
    ObjectNode set = root.putObject("set");
    set.put("category", facts.asset().kind().name().toLowerCase(Locale.ROOT));
    set.put("schema-version", "1.0");
    lacks("set.publisher", "Events have no field for who publishes a document about an asset.");
    set.put("label", facts.asset().urn());
    ObjectNode tracking = set.putObject("tracking");
    byte[] name = (Vocabulary.NAMESPACE + facts.asset()).getBytes(StandardCharsets.UTF_8);
    tracking.put("id", UUID.nameUUIDFromBytes(name).toString());
    tracking.putObject("generator").putObject("engine").put("name", "Headwater");
    for (String field :
        List.of(
            "current-release-date",
            "initial-release-date",
            "revision-history",
            "status",
            "version")) {
      lacks(
          "set.tracking." + field,
          "Events have no field for releases of a document about an asset.");
    }
    ArrayNode notes = set.putArray("notes");
    for (String text : DpsExtension.notes(facts)) {
      notes.addObject().put("category", "details").put("text", text);
    }
  }

  private void source() {
    ObjectNode source = root.putObject("source");
    about(source);
    source
        .putObject("id")
        .putArray("custom-ids")
        .addObject()
        .put("method", "headwater-urn")
        .put("value", facts.asset().urn());
    issuers(source);
    lacks("source.location", "Events have no field for the address of a document about an asset.");
    source.put("name", facts.asset().name());
    String version = facts.asset().version().orElse("");
    if (VERSION.matcher(version).matches()) {
      source.put("data-version", version);
    } else {
      lacks(
          "source.data-version",
          version.isEmpty()
              ? "The URN of the asset has no version."
              : "The version of the asset, "
                  + version
                  + ", is no integer and no semantic version.");
    }
  }

  private void about(ObjectNode source) {
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    if (Placeholder.counts(ingest.collectionMethod())) {
      about.put("content", ingest.collectionMethod());
    } else {
      lacks(
          "source.about.content",
          "No ingest states how it was collected (ingest.collectionMethod); events have no field"
              + " for a description.");
    }
    if (purposes.isEmpty()) {
      lacks(
          "source.about.purpose",
          "No event states a purpose: ingest.intendedUse, synthesize.purpose or train.intendedUse"
              + " would.");
    } else {
      about.put("purpose", String.join("; ", purposes));
    }
    if (!about.isEmpty()) {
      source.set("about", about);
    }
  }

  private void issuers(ObjectNode source) {
    List<String> issuers =
        statements.organizations().stream()
            .filter(Placeholder::counts)
            .filter(id -> agents.text(id).equals(id))
            .toList();
    if (issuers.isEmpty()) {
      lacks(
          "source.issuer",
          "No event that makes it names an organization: agents of the type ORGANIZATION or"
              + " agents.onBehalfOf would.");
      return;
    }
    ArrayNode array = source.putArray("issuer");
    issuers.forEach(id -> array.addObject().put("legal-name", id));
  }

  private void provenance() {
    ObjectNode provenance = root.putObject("provenance");
    geography(provenance);
    statements
        .latestMaker()
        .ifPresentOrElse(
            event ->
                provenance.put(
                    "date", event.eventTime().atOffset(ZoneOffset.UTC).toLocalDate().toString()),
            () -> lacks("provenance.date", "No event on record makes it."));
    period(provenance);
    List<ObjectNode> methods = DpsMethods.of(facts);
    if (methods.isEmpty()) {
      lacks(
          "provenance.generation-method",
          "No event states it: ingest.collectionTypes, ingest.collectionMethod or synthesize.kind"
              + " would.");
    } else {
      provenance.putArray("generation-method").addAll(methods);
    }
    lacks(
        "provenance.source",
        "Events name inputs, but have no field for the address of metadata about them; they are in"
            + " headwater.activities.");
    lacks("provenance.format", "Events have no field for formats.");
  }

  private void geography(ObjectNode provenance) {
    Set<ObjectNode> regions = new LinkedHashSet<>();
    for (String region : ingest.regions()) {
      var code = COUNTRY.matcher(region);
      if (code.matches()) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("country", code.group(1));
        if (code.group(2) != null) {
          node.put("state", region);
        }
        regions.add(node);
      } else {
        lacks(
            "provenance.origin-geography",
            "The stated region \"" + region + "\" is no code of a country (ISO 3166).");
      }
    }
    if (!regions.isEmpty()) {
      provenance.putArray("origin-geography").addAll(regions);
    } else if (ingest.regions().isEmpty()) {
      lacks("provenance.origin-geography", "No ingest states it (ingest.regions).");
    }
  }

  private void period(ObjectNode provenance) {
    ObjectNode period = JsonNodeFactory.instance.objectNode();
    moment(period, "start", ingest.collectedFrom(), "ingest.collectedFrom");
    moment(period, "end", ingest.collectedTo(), "ingest.collectedTo");
    if (!period.isEmpty()) {
      provenance.set("generation-period", period);
    }
  }

  /** Adds a time only if it is stated to the second: the standard has no place for less. */
  private void moment(ObjectNode period, String field, String stated, String from) {
    String path = "provenance.generation-period." + field;
    if (!Placeholder.counts(stated)) {
      lacks(path, "No ingest states it (" + from + ").");
      return;
    }
    if (isDateTime(stated)) {
      period.put(field, stated);
    } else {
      lacks(
          path,
          "The stated time \"" + stated + "\" is no date-time; it is in headwater.collection.");
    }
  }

  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return DATE_TIME.matcher(text).matches();
    } catch (DateTimeParseException notATime) {
      return false;
    }
  }

  private void use() {
    ObjectNode use = root.putObject("use");
    if (purposes.isEmpty()) {
      lacks(
          "use.intended-purpose",
          "No event states a purpose: ingest.intendedUse, synthesize.purpose or train.intendedUse"
              + " would.");
    } else {
      ArrayNode array = use.putArray("intended-purpose");
      purposes.forEach(
          purpose ->
              array
                  .addObject()
                  .put("code", PURPOSES.contains(purpose) ? purpose : "other")
                  .put("long-description", purpose));
    }
    personal(use);
    anonymized(use);
    String license = statements.license();
    if (license.isEmpty()) {
      lacks(
          "use.license",
          "No event states a license: ingest.concludedLicense or ingest.declaredLicense would.");
    } else {
      use.putArray("license").add(license);
    }
  }

  private void personal(ObjectNode use) {
    if (ingest.personalData() == Answer.YES) {
      ObjectNode entry = use.putArray("classification").addObject();
      entry.putObject("regulation").put("code", "pi");
      entry.put("evaluated", true);
    } else if (ingest.personalData() == Answer.UNKNOWN) {
      lacks("use.classification", "No ingest states it (ingest.personalData).");
    }
    if (ADDRESS.matcher(ingest.consent()).matches()) {
      use.putArray("consents").add(ingest.consent());
    } else {
      lacks(
          "use.consents",
          Placeholder.counts(ingest.consent())
              ? "The stated consent is no address; it is in headwater.collection."
              : "No ingest states it (ingest.consent).");
    }
  }

  private void anonymized(ObjectNode use) {
    Set<ObjectNode> entries = new LinkedHashSet<>();
    for (LineageEvent event : statements.makers()) {
      event
          .transform()
          .filter(one -> one.operation().stream().anyMatch(TransformOperation.ANONYMIZE::equals))
          .filter(one -> Placeholder.counts(one.codeRef()))
          .ifPresent(
              one ->
                  entries.add(
                      JsonNodeFactory.instance
                          .objectNode()
                          .put("tool-used", one.codeRef())
                          .put("technology", "data-anonymization")));
    }
    if (!entries.isEmpty()) {
      use.putArray("data-risk-reducing").addAll(entries);
    }
  }

  private static List<String> purposes(ExportFacts facts) {
    List<String> purposes = new ArrayList<>();
    purposes.add(new Statements(facts).ingest().intendedUse());
    purposes.addAll(SynthesisBlocks.purposes(facts));
    facts.trainings().items().stream()
        .flatMap(event -> event.train().stream())
        .flatMap(train -> train.intendedUse().stream())
        .forEach(use -> purposes.add(use.description()));
    return purposes.stream().filter(Placeholder::counts).distinct().toList();
  }

  private void lacks(String field, String reason) {
    missing.add(new Missing(field, reason));
  }
}
