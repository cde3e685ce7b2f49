package dev.headwater.importer;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code pipeline.yaml} of distilabel, which becomes one SYNTHESIZE of the dataset that the
 * caller names.
 *
 * <ul>
 *   <li>The language model of each step is a generator. Its provider is the last part of the module
 *       of its class, such as {@code openai}. A revision is there only if the record states one.
 *   <li>{@code system_prompt} and {@code template} are prompts, {@code generation_kwargs} are
 *       parameters, with the name of the step before theirs.
 *   <li>A step that loads a repository of the Hugging Face Hub names a seed, with its revision as
 *       the version if one is stated.
 * </ul>
 */
final class Distilabel {
  private final SynthesisBuilder synthesis = new SynthesisBuilder();
  private final List<String> notes = new ArrayList<>();

  private Distilabel() {}

  static Imported read(RecordFile file, ImportOptions options) {
    Asset asset = options.about(file);
    RecordValue record = RecordValue.yaml(file.name(), file.content());
    RecordValue steps = record.at("pipeline").at("steps");
    if (!steps.isArray()) {
      throw steps.problem("is missing; is this a pipeline.yaml of distilabel?");
    }
    Distilabel reading = new Distilabel();
    steps.items().forEach(one -> reading.step(one.at("step")));
    String version = record.at("distilabel").at("version").text();
    String producer = version.isEmpty() ? "distilabel" : "distilabel@" + version;
    try {
      return new Imported(
          List.of(reading.synthesis.event(asset, producer, file.time())), reading.notes);
    } catch (InvalidException invalid) {
      throw record.problem(invalid.getMessage());
    }
  }

  private void step(RecordValue step) {
    String name = step.at("name").required();
    RecordValue llm = step.at("llm");
    if (llm.isObject()) {
      String module = llm.at("type_info").at("module").text();
      synthesis.generator(
          module.substring(module.lastIndexOf('.') + 1),
          llm.first("model", "model_id", "model_name").text(),
          llm.first("revision", "model_revision").text());
      synthesis.parameters(name, llm.at("generation_kwargs"));
      if (llm.at("seed").isPresent()) {
        synthesis.parameters(name, llm.only("seed"));
      }
    }
    synthesis.prompt("system", step.at("system_prompt").text());
    synthesis.prompt("user", step.at("template").text());
    String repository = step.at("repo_id").text();
    if (!repository.isEmpty()) {
      String revision = step.at("revision").text();
      synthesis.seed(
          revision.isEmpty()
              ? Asset.of(AssetKind.DATASET, HuggingFaceReadme.HUB, repository)
              : Asset.of(AssetKind.DATASET, HuggingFaceReadme.HUB, repository, revision));
    } else if (step.at("data").isPresent()) {
      notes.add("Step " + name + " contains its data. It has no name, so it is no seed.");
    }
  }
}
