package dev.headwater.openlineage;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Clean;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * How things stand, as events of ours: one for each dataset that was made, because each may be made
 * of other inputs, and one for each other name of a dataset that was named.
 */
final class Translation {
  private static final Set<String> GONE = Set.of("DROP", "TRUNCATE");

  private final PayloadFacets payloads;
  private final boolean versions;

  Translation(PayloadFacets payloads, boolean versions) {
    this.payloads = payloads;
    this.versions = versions;
  }

  /**
   * Throws {@link InvalidException} if what an event says cannot be an event of ours, even if
   * nothing is added to it.
   */
  void check(OpenLineageEvent event) {
    Standing said = Accumulation.before(event).with(event).standing();
    Standing done =
        new Standing(
            said.kind(),
            said.subject(),
            Optional.of(event.eventTime()),
            true,
            said.producer(),
            said.job(),
            said.jobFacets(),
            said.runFacets(),
            said.entries(),
            said.inputs(),
            said.outputs());
    events(done, target -> new UUID(0, 0));
  }

  /**
   * The events by what each is for.
   *
   * @param ids gives each event its id
   * @throws InvalidException if a limit is passed
   */
  SortedMap<String, LineageEvent> events(Standing standing, Function<String, UUID> ids) {
    SortedMap<String, LineageEvent> events = new TreeMap<>();
    if (standing.when().isEmpty()) {
      return events;
    }
    if (standing.kind() == Kind.DATASET) {
      DatasetName name = standing.outputs().firstKey();
      said(standing, name, ids).ifPresent(event -> events.put("said " + name, event));
      aliases(standing, standing.outputs(), ids, events);
      return events;
    }
    SortedMap<DatasetName, Facets> outputs = outputs(standing);
    bounded("inputs", standing.inputs().size(), Limits.INPUTS);
    bounded("outputs", outputs.size(), Limits.OUTPUTS);
    long edges = 0;
    for (DatasetName name : outputs.keySet()) {
      LineageEvent event = made(standing, name, outputs.get(name), ids);
      edges += event.inputs().size();
      bounded("edges from inputs to outputs", edges, Limits.EDGES);
      events.put("made " + event.outputs().get(0).asset(), event);
    }
    if (!outputs.isEmpty()) {
      aliases(standing, outputs, ids, events);
      aliases(standing, standing.inputs(), ids, events);
    }
    return events;
  }

  private static void bounded(String what, long count, long limit) {
    if (count > limit) {
      String field = what.startsWith("edges") ? "inputs" : what;
      throw new InvalidException(
          field, "there are " + count + " " + what + ", the limit is " + limit);
    }
  }

  /** Those that are still there when it is done, and those that only the job's lineage names. */
  private static SortedMap<DatasetName, Facets> outputs(Standing standing) {
    SortedMap<DatasetName, Facets> outputs = new TreeMap<>(standing.outputs());
    standing.entries().keySet().forEach(name -> outputs.putIfAbsent(name, standing.of(name)));
    outputs.values().removeIf(facets -> GONE.contains(facets.lifecycle()));
    return outputs;
  }

  private LineageEvent made(
      Standing standing, DatasetName name, Facets facets, Function<String, UUID> ids) {
    Optional<EventType> declared = Activities.of(standing.jobFacets(), standing.runFacets());
    List<Facets> places = List.of(facets, standing.runFacets(), standing.jobFacets());
    Optional<Synthesize> synthesis = first(places, payloads::synthesis);
    Optional<Ingest> ingest = first(places, payloads::ingest);
    Optional<Clean> cleaning = first(places, payloads::cleaning);
    Optional<Train> training = first(places, payloads::training);
    boolean trains = training.isPresent() || declared.equals(Optional.of(EventType.TRAIN));
    Asset asset = asset(name, facets, trains);
    boolean hasSources = !Sources.of(name, standing).isEmpty();
    EventType type =
        asset.kind() == AssetKind.MODEL
            ? model(trains || declared.isEmpty(), hasSources)
            : dataset(declared, ingest, synthesis, cleaning);
    LineageEvent.Builder event = begin(type, standing, ids, "made " + asset);
    event.inputs(inputs(name, standing, type)).outputs(List.of(output(asset, facets, standing)));
    event.agents(Owners.agents(facets, standing.jobFacets()));
    if (Unread.hidesSomething(name, standing, versions)) {
      event.inputsComplete(Completeness.INCOMPLETE);
    }
    switch (type) {
      case INGEST -> ingest.ifPresent(event::ingest);
      case CLEAN -> cleaning.ifPresent(event::clean);
      case TRAIN -> training.ifPresent(event::train);
      case TRANSFORM, SYNTHESIZE, DOCUMENT, RETRACT -> {
        // They have no payload of their own here.
      }
    }
    if (asset.kind() == AssetKind.DATASET) {
      synthesis.ifPresent(event::synthesize);
    }
    return event.build();
  }

  private static EventType model(boolean trains, boolean hasSources) {
    return trains && hasSources ? EventType.TRAIN : EventType.TRANSFORM;
  }

  private static EventType dataset(
      Optional<EventType> declared,
      Optional<Ingest> ingest,
      Optional<Synthesize> synthesis,
      Optional<Clean> cleaning) {
    if (ingest.isPresent()) {
      return EventType.INGEST;
    }
    if (synthesis.isPresent()) {
      return declared
          .filter(type -> type == EventType.INGEST || type == EventType.TRANSFORM)
          .orElse(EventType.SYNTHESIZE);
    }
    if (cleaning.isPresent()) {
      return EventType.CLEAN;
    }
    return declared.filter(type -> type != EventType.TRAIN).orElse(EventType.TRANSFORM);
  }

  private static <T> Optional<T> first(List<Facets> places, Function<Facets, Optional<T>> read) {
    return places.stream().flatMap(facets -> read.apply(facets).stream()).findFirst();
  }

  private LineageEvent.Builder begin(
      EventType type, Standing standing, Function<String, UUID> ids, String target) {
    return LineageEvent.builder(type)
        .eventId(ids.apply(target))
        .eventTime(standing.when().orElseThrow())
        .producer(producer(standing))
        .job(standing.job().orElse(new Job("openlineage", "DatasetEvent")))
        .run(
            standing.kind() == Kind.RUN
                ? standing.subject().substring("run:".length())
                : "declared");
  }

  /** Where the job's code is, if that is said and fits. */
  private static String producer(Standing standing) {
    String url = standing.jobFacets().sourceUrl();
    String version = standing.jobFacets().sourceVersion();
    String code = version.isEmpty() || url.contains(version) ? url : url + "@" + version;
    boolean fits = code.codePointCount(0, code.length()) <= Limits.ID_CODE_POINTS;
    return !url.isEmpty() && fits ? code : standing.producer();
  }

  private Asset asset(DatasetName name, Facets facets, boolean modelUnlessSaid) {
    String type = facets.datasetType();
    AssetKind kind =
        type.equals("MODEL") || (type.isEmpty() && modelUnlessSaid)
            ? AssetKind.MODEL
            : AssetKind.DATASET;
    return asset(kind, name, facets);
  }

  private Asset asset(AssetKind kind, DatasetName name, Facets facets) {
    return versions && !facets.version().isEmpty()
        ? Asset.of(kind, name.namespace(), name.name(), facets.version())
        : Asset.of(kind, name.namespace(), name.name());
  }

  private Output output(Asset asset, Facets facets, Standing standing) {
    String statistics = standing.settled() ? "outputStatistics" : "";
    return new Output(
        asset,
        facets.records(statistics),
        facets.bytes(statistics),
        "",
        payloads.composition(facets),
        Attributes.of(facets, standing));
  }

  /** A source that has other names is read under each of them. */
  private List<Input> inputs(DatasetName output, Standing standing, EventType type) {
    Map<Asset, Input> inputs = new LinkedHashMap<>();
    Sources.of(output, standing)
        .forEach(
            (name, inferred) -> {
              Facets facets = standing.of(name);
              Asset asset = asset(name, facets, false);
              add(inputs, input(asset, facets, standing, type, inferred));
              for (DatasetName alias : facets.symlinks()) {
                Asset other = asset(asset.kind(), alias, facets);
                add(inputs, input(other, Facets.NONE, standing, type, inferred));
              }
            });
    return List.copyOf(inputs.values());
  }

  private static void add(Map<Asset, Input> inputs, Input input) {
    inputs.merge(input.asset(), input, (known, other) -> known.inferred() ? other : known);
  }

  private Input input(
      Asset asset, Facets facets, Standing standing, EventType type, boolean inferred) {
    String statistics = standing.settled() ? "inputStatistics" : "";
    return new Input(
        asset,
        Activities.role(facets)
            .orElse(Unread.mayHaveARole(facets) ? Role.SOURCE : role(asset.kind(), type)),
        facets.records(statistics),
        facets.bytes(statistics),
        OptionalDouble.empty(),
        "",
        payloads.composition(facets),
        inferred);
  }

  private static Role role(AssetKind kind, EventType type) {
    return switch (type) {
      case SYNTHESIZE -> kind == AssetKind.MODEL ? Role.GENERATOR : Role.SEED;
      case TRAIN -> kind == AssetKind.MODEL ? Role.BASE_MODEL : Role.SOURCE;
      case INGEST, CLEAN, TRANSFORM, DOCUMENT, RETRACT -> Role.SOURCE;
    };
  }

  /** What is said of a dataset by itself makes nothing: it is documentation. */
  private Optional<LineageEvent> said(
      Standing standing, DatasetName name, Function<String, UUID> ids) {
    Facets facets = standing.outputs().get(name);
    if (GONE.contains(facets.lifecycle())) {
      return Optional.empty();
    }
    Document document =
        new Document(
            asset(name, facets, false),
            Optional.empty(),
            payloads.synthesis(facets),
            payloads.ingest(facets),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Attributes.of(facets, standing));
    LineageEvent event =
        begin(EventType.DOCUMENT, standing, ids, "said " + name)
            .inputs(inputs(name, standing, EventType.DOCUMENT))
            .agents(Owners.agents(facets))
            .document(document)
            .build();
    boolean empty =
        event.inputs().isEmpty()
            && event.agents().isEmpty()
            && document.synthesize().isEmpty()
            && document.ingest().isEmpty()
            && document.attributes().isEmpty();
    return empty ? Optional.empty() : Optional.of(event);
  }

  /** What is read or written under one name can be read under the others. */
  private void aliases(
      Standing standing,
      SortedMap<DatasetName, Facets> datasets,
      Function<String, UUID> ids,
      SortedMap<String, LineageEvent> into) {
    for (Map.Entry<DatasetName, Facets> dataset : datasets.entrySet()) {
      Facets facets = dataset.getValue();
      for (DatasetName alias : facets.symlinks()) {
        Asset asset = asset(dataset.getKey(), facets, false);
        Asset other = asset(asset.kind(), alias, facets);
        String target = "alias " + other + " " + asset;
        if (!other.equals(asset) && !into.containsKey(target)) {
          into.put(target, alias(begin(EventType.DOCUMENT, standing, ids, target), asset, other));
          bounded("inputs", into.size(), Limits.INPUTS + Limits.OUTPUTS);
        }
      }
    }
  }

  private static LineageEvent alias(LineageEvent.Builder event, Asset asset, Asset other) {
    return event
        .inputs(List.of(Input.of(asset, Role.SOURCE)))
        .document(
            new Document(
                other,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()))
        .build();
  }
}
