package dev.headwater.importer;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code builder_config.json} and {@code metadata.json} of NeMo Data Designer. Together they
 * become one SYNTHESIZE of the dataset that the caller names.
 *
 * <ul>
 *   <li>Each model of {@code model_configs} that a column uses is a generator, and its inference
 *       parameters are parameters, with the alias of the model before their names. Data Designer
 *       states no revisions.
 *   <li>{@code system_prompt} and {@code prompt} of columns are prompts.
 *   <li>The dataset of {@code seed_config} is a seed. It has no version, and its namespace is that
 *       of the options, or else that of the dataset that is made.
 *   <li>{@code target_num_records} is how many were requested, {@code num_records} of the columns
 *       how many there are.
 * </ul>
 */
final class DataDesigner {
  private final SynthesisBuilder synthesis = new SynthesisBuilder();
  private final List<String> notes = new ArrayList<>();
  private final String namespace;

  private DataDesigner(String namespace) {
    this.namespace = namespace;
  }

  static Imported read(List<RecordFile> files, ImportOptions options) {
    Asset asset = options.about(files.get(0));
    DataDesigner reading = new DataDesigner(options.namespace().orElse(asset.namespace()));
    RecordFile described = null;
    for (RecordFile file : files) {
      RecordValue record = RecordValue.json(file);
      if (record.at("data_designer").isObject()) {
        if (described != null) {
          throw new ImportException(
              file.name(), "data_designer", "is there twice; one dataset has one configuration");
        }
        described = file;
        reading.configuration(record.at("data_designer"));
      } else if (record.at("target_num_records").isPresent()
          || record.at("column_statistics").isPresent()) {
        reading.metadata(record);
      } else {
        throw record.problem(
            "is neither a builder_config.json nor a metadata.json of Data Designer");
      }
    }
    if (described == null) {
      throw new ImportException(
          files.get(0).name(),
          "",
          "says how much there is; builder_config.json says how it is made");
    }
    try {
      return new Imported(
          List.of(reading.synthesis.event(asset, "data-designer", described.time())),
          reading.notes);
    } catch (InvalidException invalid) {
      throw new ImportException(described.name(), "", String.valueOf(invalid.getMessage()));
    }
  }

  private void configuration(RecordValue designer) {
    List<String> used = new ArrayList<>();
    for (RecordValue column : designer.at("columns").items()) {
      used.add(column.at("model_alias").text());
      synthesis.prompt("system", column.at("system_prompt").text());
      synthesis.prompt("user", column.at("prompt").text());
    }
    for (RecordValue model : designer.at("model_configs").items()) {
      String alias = model.at("alias").required();
      if (used.contains(alias)) {
        synthesis.generator(model.at("provider").text(), model.at("model").text(), "");
        synthesis.parameters(alias, model.at("inference_parameters"));
      }
    }
    RecordValue seed = designer.at("seed_config");
    if (seed.isPresent()) {
      RecordValue source = seed.at("source").isObject() ? seed.at("source") : seed;
      String name = source.first("dataset", "repo_id", "path", "file_path").text();
      if (name.isEmpty()) {
        notes.add("seed_config names no dataset, so no seed is recorded.");
      } else {
        synthesis.seed(Asset.of(AssetKind.DATASET, namespace, name));
      }
    }
  }

  private void metadata(RecordValue metadata) {
    synthesis.requested(metadata.at("target_num_records").count());
    List<RecordValue> columns = metadata.at("column_statistics").items();
    if (!columns.isEmpty()) {
      synthesis.records(columns.get(0).at("num_records").count());
    }
  }
}
