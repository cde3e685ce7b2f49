package dev.headwater.export.standard.card;

import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.Placeholder;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a Hugging Face dataset card or model card: Markdown with YAML front matter, as the Hub
 * reads it from the {@code README.md} of a repository (2026).
 *
 * <p>Front matter:
 *
 * <ul>
 *   <li>{@code license}: the concluded or else the declared license of an ingest. The Hub knows a
 *       fixed list; any other license is {@code other} with {@code license_name}, and with {@code
 *       license_link} if it is an address.
 *   <li>{@code language}, {@code language_details}: the languages of an ingest and of compositions
 *       by language, as far as they are language tags.
 *   <li>{@code pretty_name}: the name of the dataset.
 *   <li>{@code size_categories}: from the number of records.
 *   <li>{@code tags: synthetic} and {@code language_creators: machine-generated}: only for a
 *       dataset that is itself synthetic. Descending from synthetic data is not enough.
 *   <li>{@code annotations_creators: machine-generated}: if a synthesis makes pseudo-labels, or a
 *       model labelled the data.
 *   <li>{@code source_datasets}: the datasets whose data went into it.
 *   <li>{@code base_model}, {@code datasets}: of a model. The Hub refuses a card in which they name
 *       anything but repositories of the Hub. So they hold only assets whose namespace is the Hub;
 *       all are in our extension.
 * </ul>
 *
 * <p>The Hub has no field for documentation, for what is withheld and for inferred inputs. They are
 * in the front matter under {@code headwater}, which is our extension: {@code
 * https://headwater.dev/ns#}. The body carries everything else that is recorded, under the headings
 * of the Hub's templates.
 */
public final class HuggingFaceCard {
  private static final Set<String> HUB =
      Set.of("huggingface", "huggingface.co", "https://huggingface.co");
  private static final Pattern HUB_ID = Pattern.compile("[A-Za-z0-9][\\w.-]*(/[\\w.-]+)?");
  private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2,3})(-[A-Za-z0-9]{1,8})*");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final long THOUSAND = 1_000;
  private static final List<String> SIZES =
      List.of(
          "n<1K",
          "1K<n<10K",
          "10K<n<100K",
          "100K<n<1M",
          "1M<n<10M",
          "10M<n<100M",
          "100M<n<1B",
          "1B<n<10B",
          "10B<n<100B",
          "100B<n<1T",
          "n>1T");

  /** Kinds of synthesis that need not make the words of a dataset. */
  private static final Set<String> WORDLESS =
      Set.of(
          SynthesisKind.PSEUDO_LABEL.name(),
          SynthesisKind.SIMULATION.name(),
          SynthesisKind.SPEECH.name());

  private final ExportFacts facts;
  private final Statements statements;
  private final CardInputs inputs;
  private final Map<String, Object> yaml = new LinkedHashMap<>();
  private final List<Missing> missing = new ArrayList<>();

  private HuggingFaceCard(ExportFacts facts) {
    this.facts = facts;
    this.statements = new Statements(facts);
    this.inputs = new CardInputs(facts);
  }

  /** The card of a dataset or a model. */
  public static Export write(ExportFacts facts) {
    HuggingFaceCard card = new HuggingFaceCard(facts);
    card.license();
    card.languages();
    if (facts.asset().kind() == AssetKind.DATASET) {
      card.dataset();
    } else {
      card.model();
    }
    card.yaml.put("headwater", HuggingFaceExtension.of(facts, card.inputs, card.missing));
    String body = HuggingFaceBody.write(facts, card.missing);
    return new Export(FrontMatter.write(card.yaml) + '\n' + body, card.missing);
  }

  private void license() {
    String license = statements.license();
    if (license.isEmpty()) {
      lacks(
          "license",
          "No event states a license: ingest.concludedLicense or ingest.declaredLicense of an"
              + " INGEST or a DOCUMENT would.");
      return;
    }
    String known = HuggingFaceLicenses.of(license).orElse(HuggingFaceLicenses.OTHER);
    yaml.put("license", known);
    if (!known.equals(HuggingFaceLicenses.OTHER)) {
      return;
    }
    yaml.put("license_name", license);
    if (ADDRESS.matcher(license).matches()) {
      yaml.put("license_link", license);
    } else {
      lacks("license_link", "Events have no field for the address of a license.");
    }
  }

  private void languages() {
    Set<String> languages = new LinkedHashSet<>();
    Set<String> details = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    for (String stated : statedLanguages()) {
      var tag = LANGUAGE.matcher(stated);
      if (!tag.matches()) {
        others.add(stated);
        continue;
      }
      languages.add(tag.group(1).toLowerCase(Locale.ROOT));
      if (stated.length() > tag.group(1).length()) {
        details.add(stated);
      }
    }
    putList("language", languages);
    putList("language_details", details);
    if (languages.isEmpty() && others.isEmpty()) {
      lacks(
          "language",
          "No event states a language: ingest.languages or a composition of the dimension"
              + " \"language\" would.");
    }
    for (String other : others) {
      lacks("language", "The stated language " + quote(other) + " is no language tag (BCP 47).");
    }
  }

  private List<String> statedLanguages() {
    Stream<String> counted =
        facts.summary().composition().stream()
            .filter(composition -> composition.dimension().equals("language"))
            .map(Composition::counts)
            .flatMap(counts -> counts.entrySet().stream())
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey);
    return Stream.concat(statements.ingest().languages().stream(), counted)
        .map(String::strip)
        .filter(Placeholder::counts)
        .distinct()
        .toList();
  }

  private void dataset() {
    yaml.put("pretty_name", facts.asset().name());
    boolean synthetic = facts.summary().synthetic() == Synthetic.YES;
    if (synthetic) {
      yaml.put("tags", List.of("synthetic"));
    }
    annotationsCreators();
    languageCreators(synthetic);
    size();
    List<String> sources = inputs.datasets().stream().map(HuggingFaceCard::id).toList();
    putList("source_datasets", sources);
    if (sources.isEmpty()) {
      lacks(
          "source_datasets",
          "No event that makes it states a dataset as input: inputs with a role such as SOURCE or"
              + " SEED would.");
    }
    lacks("task_categories", "Events have no field for tasks.");
  }

  private void annotationsCreators() {
    boolean labelled =
        !inputs.annotators().isEmpty() || kinds().contains(SynthesisKind.PSEUDO_LABEL.name());
    if (labelled) {
      yaml.put("annotations_creators", List.of("machine-generated"));
    } else {
      lacks(
          "annotations_creators",
          "No event says that a model made annotations: an input with the role ANNOTATOR_MODEL or"
              + " synthesize.kind PSEUDO_LABEL would; events have no field for other creators.");
    }
  }

  private void languageCreators(boolean synthetic) {
    List<String> kinds = kinds();
    boolean wordless = !kinds.isEmpty() && WORDLESS.containsAll(kinds);
    if (synthetic && !wordless) {
      yaml.put("language_creators", List.of("machine-generated"));
    } else {
      lacks(
          "language_creators",
          synthetic
              ? "The stated kinds of synthesis need not make words; events have no field for who"
                  + " wrote them."
              : "No event says that it is synthetic data; events have no field for other creators"
                  + " of its texts.");
    }
  }

  /** The kind of each record; {@code OTHER} for a record that states none. */
  private List<String> kinds() {
    return SynthesisRecord.of(facts).stream()
        .map(record -> record.kind().orElse(SynthesisKind.OTHER.name()))
        .toList();
  }

  private void size() {
    OptionalLong records = facts.summary().records();
    if (records.isEmpty()) {
      lacks(
          "size_categories",
          "No event states the number of records: outputs.records of an event that makes it"
              + " would.");
      return;
    }
    int category = 0;
    long end = THOUSAND;
    while (category < SIZES.size() - 1 && records.getAsLong() >= end) {
      category++;
      end *= 10;
    }
    yaml.put("size_categories", List.of(SIZES.get(category)));
  }

  private void model() {
    hubOnly("base_model", inputs.baseModels(), "an input with the role BASE_MODEL");
    hubOnly("datasets", inputs.datasets(), "a dataset among the inputs of a TRAIN");
    lacks("library_name", "Events have no field for the library that runs the model.");
    lacks("pipeline_tag", "Events have no field for tasks.");
  }

  private void hubOnly(String field, List<Asset> assets, String stating) {
    putList(field, assets.stream().filter(HuggingFaceCard::isOnHub).map(Asset::name).toList());
    if (assets.isEmpty()) {
      lacks(field, "No event states it: " + stating + " would.");
    }
    for (Asset asset : assets) {
      if (!isOnHub(asset)) {
        lacks(
            field,
            asset
                + " is not named as a repository of the Hub, which has the namespace"
                + " \"huggingface.co\"; it is in headwater."
                + field
                + ".");
      }
    }
  }

  private static boolean isOnHub(Asset asset) {
    return HUB.contains(asset.namespace()) && HUB_ID.matcher(asset.name()).matches();
  }

  private static String id(Asset asset) {
    return isOnHub(asset) ? asset.name() : asset.urn();
  }

  private void putList(String field, Iterable<String> values) {
    List<String> list = new ArrayList<>();
    values.forEach(list::add);
    if (!list.isEmpty()) {
      yaml.put(field, list);
    }
  }

  private void lacks(String field, String reason) {
    missing.add(new Missing(field, reason));
  }

  private static String quote(String text) {
    return '"' + text + '"';
  }
}
