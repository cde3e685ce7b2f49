package dev.headwater.importer;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads a dataset described as Croissant (1.0 or 1.1, with RAI), in JSON-LD. Terms are found with
 * their usual prefixes and without.
 *
 * <p>It becomes an INGEST of the dataset. What it was derived from ({@code prov:wasDerivedFrom},
 * {@code isBasedOn} of datasets) are inputs. The time is that of the latest of {@code
 * dateModified}, {@code datePublished} and {@code dateCreated}, or else of the file.
 */
final class CroissantRecord {
  private final RecordFile file;
  private final RecordValue dataset;
  private final List<String> notes = new ArrayList<>();

  private CroissantRecord(RecordFile file) {
    this.file = file;
    this.dataset = RecordValue.json(file);
  }

  static Imported read(RecordFile file, ImportOptions options) {
    return new CroissantRecord(file).read(options);
  }

  private Imported read(ImportOptions options) {
    if (!dataset.isObject() || !isDataset()) {
      throw dataset.problem("is no dataset: @type is not sc:Dataset");
    }
    Asset asset = options.asset().orElseGet(() -> named(options));
    try {
      LineageEvent event =
          EventOfContent.of(
              LineageEvent.builder(EventType.INGEST)
                  .eventTime(time())
                  .producer("croissant")
                  .job(new Job(asset.namespace(), "import " + asset.name()))
                  .run(asset.version().orElse("unversioned"))
                  .inputs(inputs(asset.namespace()))
                  .outputs(List.of(output(asset)))
                  .agents(creators())
                  .ingest(ingest()));
      return new Imported(List.of(event), notes);
    } catch (InvalidException invalid) {
      throw dataset.problem(invalid.getMessage());
    }
  }

  private boolean isDataset() {
    return dataset.at("@type").texts().stream().anyMatch(type -> type.matches("(.*[:/])?Dataset"));
  }

  private Asset named(ImportOptions options) {
    String namespace =
        options
            .namespace()
            .orElseThrow(
                () ->
                    dataset.problem(
                        "names a dataset without a namespace; --asset or --namespace says which"));
    String name = dataset.first("name", "sc:name").required();
    String version = dataset.first("version", "sc:version").text();
    return version.isEmpty()
        ? Asset.of(AssetKind.DATASET, namespace, name)
        : Asset.of(AssetKind.DATASET, namespace, name, version);
  }

  private Instant time() {
    Instant latest = null;
    for (String field : List.of("dateModified", "datePublished", "dateCreated")) {
      RecordValue stated = dataset.first(field, "sc:" + field);
      if (stated.isPresent()) {
        Instant time = instant(stated);
        latest = latest == null || time.isAfter(latest) ? time : latest;
      }
    }
    return latest == null ? file.time() : latest;
  }

  private static Instant instant(RecordValue stated) {
    String text = stated.text();
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException notIso) {
      throw stated.problem("is neither a date nor a time with a zone, as in ISO 8601");
    }
  }

  private List<Input> inputs(String namespace) {
    List<Input> inputs = new ArrayList<>();
    for (RecordValue source : dataset.first("prov:wasDerivedFrom", "wasDerivedFrom").items()) {
      String id = source.isObject() ? source.first("@id", "url", "name").required() : source.text();
      inputs.add(Input.of(asset(id, namespace), Role.SOURCE));
    }
    return inputs;
  }

  /** An id that is no URN of ours is the name of a dataset. */
  private static Asset asset(String id, String namespace) {
    try {
      return Asset.parse(id);
    } catch (InvalidException foreign) {
      return Asset.of(AssetKind.DATASET, namespace, id);
    }
  }

  private Output output(Asset asset) {
    List<RecordValue> files =
        dataset.first("distribution", "sc:distribution").items().stream()
            .filter(one -> one.at("@type").text().endsWith("FileObject"))
            .toList();
    String sha256 = "";
    if (files.size() == 1) {
      sha256 = files.get(0).first("sha256", "sc:sha256").text();
    } else if (files.size() > 1) {
      notes.add(
          "The dataset has " + files.size() + " files. An event holds one hash, so it has none.");
    }
    return new Output(
        asset, OptionalLong.empty(), OptionalLong.empty(), sha256, List.of(), new TreeMap<>());
  }

  private List<Agent> creators() {
    List<Agent> creators = new ArrayList<>();
    for (RecordValue creator : dataset.first("creator", "sc:creator", "author").items()) {
      String type = creator.isObject() ? creator.at("@type").text() : "";
      String id =
          creator.isObject()
              ? creator.first("identifier", "@id", "url", "name", "sc:name").required()
              : creator.text();
      creators.add(
          new Agent(
              id,
              type.endsWith("Organization")
                  ? AgentType.ORGANIZATION
                  : type.endsWith("Person") ? AgentType.PERSON : AgentType.SOFTWARE,
              "CREATOR",
              ""));
      if (!type.endsWith("Organization") && !type.endsWith("Person")) {
        notes.add("Creator " + id + " is called neither a person nor an organization.");
      }
    }
    return creators;
  }

  private Ingest ingest() {
    List<String> frame = rai("dataCollectionTimeFrame").texts();
    return new Ingest(
        dataset.first("isBasedOn", "url", "sc:url").texts().stream().findFirst().orElse(""),
        rai("dataCollection").text(),
        rai("dataCollectionType").texts(),
        frame.isEmpty() ? "" : frame.get(0),
        frame.size() < 2 ? "" : frame.get(frame.size() - 1),
        dataset.first("inLanguage", "sc:inLanguage").texts(),
        dataset.first("spatialCoverage", "sc:spatialCoverage").texts(),
        String.join(" AND ", licenses()),
        "",
        Answer.UNKNOWN,
        synthetic(),
        "",
        String.join("; ", rai("dataUseCases").texts()),
        "");
  }

  private List<String> licenses() {
    return dataset.first("license", "sc:license").items().stream()
        .map(one -> one.isObject() ? one.first("@id", "url", "name").text() : one.text())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private Answer synthetic() {
    return switch (dataset.at("headwater:synthetic").text()) {
      case "YES", "INHERITED" -> Answer.YES;
      case "NO" -> Answer.NO;
      default -> Answer.UNKNOWN;
    };
  }

  private RecordValue rai(String term) {
    return dataset.first("rai:" + term, term);
  }
}
