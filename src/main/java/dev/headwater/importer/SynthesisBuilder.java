package dev.headwater.importer;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what a record says about one synthesis by language models. Confined to one thread. */
final class SynthesisBuilder {
  private final Set<Generator> generators = new LinkedHashSet<>();
  private final List<Prompt> prompts = new ArrayList<>();
  private final SortedMap<String, String> parameters = new TreeMap<>();
  private final Set<Asset> seeds = new LinkedHashSet<>();
  private OptionalLong requested = OptionalLong.empty();
  private OptionalLong records = OptionalLong.empty();

  void generator(String provider, String model, String revision) {
    if (!model.isEmpty()) {
      generators.add(new Generator(provider, model, revision));
    }
  }

  void prompt(String role, String template) {
    if (!template.isEmpty()) {
      prompts.add(new Prompt(role, template, "", ""));
    }
  }

  /**
   * Adds the parameters of one model, if there are any.
   *
   * @param owner the model or step that they belong to; several may have a parameter of one name
   */
  void parameters(String owner, RecordValue values) {
    for (String name : values.isObject() ? values.fields() : List.<String>of()) {
      RecordValue value = values.at(name);
      if (value.isObject()) {
        parameters(owner + "." + name, value);
      } else if (value.isPresent()) {
        parameters.put(owner + "." + name, value.shown());
      }
    }
  }

  void seed(Asset asset) {
    seeds.add(asset);
  }

  void requested(OptionalLong count) {
    requested = count.isPresent() ? count : requested;
  }

  void records(OptionalLong count) {
    records = count.isPresent() ? count : records;
  }

  LineageEvent event(Asset asset, String producer, Instant time) {
    return EventOfContent.of(
        LineageEvent.builder(EventType.SYNTHESIZE)
            .eventTime(time)
            .producer(producer)
            .job(new Job(asset.namespace(), "import " + asset.name()))
            .run(asset.version().orElse("unversioned"))
            .inputs(seeds.stream().map(seed -> Input.of(seed, Role.SEED)).toList())
            .outputs(
                List.of(
                    new Output(
                        asset, records, OptionalLong.empty(), "", List.of(), new TreeMap<>())))
            .synthesize(
                new Synthesize(
                    Optional.of(SynthesisKind.LLM),
                    new Stated.Given<>(List.copyOf(generators)),
                    Optional.empty(),
                    new Stated.Given<>(prompts),
                    new Stated.Given<>(parameters),
                    requested,
                    OptionalLong.empty(),
                    List.of(),
                    "",
                    "")));
  }
}
