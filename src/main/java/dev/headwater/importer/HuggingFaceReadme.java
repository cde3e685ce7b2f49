package dev.headwater.importer;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads the front matter of {@code README.md} in a repository of the Hugging Face Hub.
 *
 * <p>The card of a dataset becomes an INGEST, the card of a model a TRAIN. A card does not name its
 * own repository, so the caller says which asset it is about. Repositories that it names are assets
 * of the namespace {@value #HUB}, without a version.
 *
 * <ul>
 *   <li>A tag {@code synthetic}, or {@code language_creators: machine-generated}, says that a
 *       dataset contains synthetic data. A card that says neither leaves it open.
 *   <li>{@code source_datasets} are inputs, but {@code original}, which says that there is none.
 *   <li>{@code base_model} and {@code datasets} are inputs of a training.
 * </ul>
 */
final class HuggingFaceReadme {
  static final String HUB = "huggingface.co";

  private static final String FENCE = "---";

  private final RecordFile file;
  private final RecordValue card;
  private final Asset asset;
  private final List<String> notes = new ArrayList<>();

  private HuggingFaceReadme(RecordFile file, RecordValue card, Asset asset) {
    this.file = file;
    this.card = card;
    this.asset = asset;
  }

  static Imported read(RecordFile file, ImportOptions options) {
    Asset asset = options.about(file);
    RecordValue card = RecordValue.yaml(file.name(), frontMatter(file));
    if (!card.isObject()) {
      throw card.problem("has no fields in its front matter");
    }
    return new HuggingFaceReadme(file, card, asset).read();
  }

  /** What stands between the first line and the next fence. */
  private static byte[] frontMatter(RecordFile file) {
    List<String> lines = new String(file.content(), StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !lines.get(0).strip().equals(FENCE)) {
      throw new ImportException(file.name(), "", "has no front matter: its first line is not ---");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals(FENCE)) {
        return String.join("\n", lines.subList(1, i)).getBytes(StandardCharsets.UTF_8);
      }
    }
    throw new ImportException(file.name(), "", "has a front matter that does not end with ---");
  }

  private Imported read() {
    try {
      LineageEvent.Builder event =
          asset.kind() == AssetKind.DATASET
              ? LineageEvent.builder(EventType.INGEST).inputs(sources()).ingest(ingest())
              : LineageEvent.builder(EventType.TRAIN).inputs(training());
      return new Imported(
          List.of(
              EventOfContent.of(
                  event
                      .eventTime(file.time())
                      .producer("huggingface")
                      .job(new Job(asset.namespace(), "import " + asset.name()))
                      .run(asset.version().orElse("unversioned"))
                      .outputs(List.of(output())))),
          notes);
    } catch (InvalidException invalid) {
      throw card.problem(invalid.getMessage());
    }
  }

  private Output output() {
    long records = 0;
    boolean counted = false;
    for (RecordValue config : card.at("dataset_info").items()) {
      for (RecordValue split : config.at("splits").items()) {
        OptionalLong examples = split.at("num_examples").count();
        if (examples.isPresent()) {
          records = Math.addExact(records, examples.getAsLong());
          counted = true;
        }
      }
    }
    return new Output(
        asset,
        counted ? OptionalLong.of(records) : OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of(),
        new TreeMap<>());
  }

  private List<Input> sources() {
    List<Input> sources = new ArrayList<>();
    for (String source : card.at("source_datasets").texts()) {
      if (source.equals("original")) {
        continue;
      }
      String id = source.startsWith("extended|") ? source.substring("extended|".length()) : source;
      if (id.equals("extended")) {
        notes.add("The card says that it extends another dataset, and does not say which.");
      } else {
        sources.add(Input.of(named(AssetKind.DATASET, id), Role.SOURCE));
      }
    }
    return sources;
  }

  private List<Input> training() {
    List<Input> inputs = new ArrayList<>();
    for (String model : card.at("base_model").texts()) {
      inputs.add(Input.of(named(AssetKind.MODEL, model), Role.BASE_MODEL));
    }
    for (String dataset : card.at("datasets").texts()) {
      inputs.add(Input.of(named(AssetKind.DATASET, dataset), Role.SOURCE));
    }
    if (inputs.isEmpty()) {
      throw card.problem(
          "names neither base_model nor datasets, so it does not say what the model was made from");
    }
    return inputs;
  }

  /** An id that is a URN of ours is that asset; any other is a repository of the Hub. */
  private static Asset named(AssetKind kind, String id) {
    try {
      return Asset.parse(id);
    } catch (InvalidException repository) {
      return Asset.of(kind, HUB, id);
    }
  }

  private Ingest ingest() {
    String license = card.at("license").texts().stream().findFirst().orElse("");
    if (card.at("license").texts().size() > 1) {
      license = String.join(", ", card.at("license").texts());
      notes.add("The card names several licenses, and does not say how they go together.");
    }
    if (license.equals("other")) {
      license = card.at("license_name").text();
    }
    return new Ingest(
        asset.namespace().equals(HUB) ? "https://" + HUB + "/datasets/" + asset.name() : "",
        "",
        List.of(),
        "",
        "",
        card.first("language", "languages").texts(),
        List.of(),
        license,
        "",
        Answer.UNKNOWN,
        synthetic(),
        "",
        "",
        "");
  }

  private Answer synthetic() {
    boolean said =
        card.at("tags").texts().contains("synthetic")
            || card.at("language_creators").texts().contains("machine-generated");
    return said ? Answer.YES : Answer.UNKNOWN;
  }
}
