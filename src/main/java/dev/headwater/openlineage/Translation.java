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
import dev.headwater.openlineage.AttemptView.OutputView;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Translates what an attempt says of one dataset into Headwater events:
 *
 * <ul>
 *   <li>An output that was made becomes one event. Each output has an event of its own, because
 *       outputs may be made of different inputs.
 *   <li>An output with more inputs than one event may hold also becomes documents, whose inputs are
 *       edges into it too.
 *   <li>An output that was only dropped or emptied, and what is said of a dataset by itself, become
 *       a document.
 *   <li>Each other name of a dataset becomes a document with an edge from the dataset.
 * </ul>
 */
final class Translation {
  private static final UUID ANY = new UUID(0, 0);
  private static final int LARGEST_INPUTS = 500_000;

  /** Approximate number of characters that an input takes apart from its name. */
  private static final int INPUT_CHARS = 30;

  private final PayloadFacets payloads;
  private final boolean versions;
  private final int largestInputs;

  Translation(PayloadFacets payloads, boolean versions) {
    this(payloads, versions, LARGEST_INPUTS);
  }

  /**
   * @param versions whether a dataset's version facet becomes part of the asset's name
   * @param largestInputs approximate number of characters that the inputs of one event may take
   */
  Translation(PayloadFacets payloads, boolean versions, int largestInputs) {
    this.payloads = payloads;
    this.versions = versions;
    this.largestInputs = Math.min(largestInputs, LARGEST_INPUTS);
  }

  /** Throws {@link InvalidException} if the event alone cannot become Headwater events. */
  void check(OpenLineageEvent event) {
    Draft draft = Draft.onNothing();
    Header header = Header.begin(event, 0, false).with(event);
    Recording.record(draft, header, event);
    AttemptView view = AttemptView.ofCompleted(draft, header, event.eventTime());
    TreeSet<DatasetName> names = new TreeSet<>(view.inputs().keySet());
    event.outputs().forEach(output -> names.add(output.name()));
    draft.scan(
        Rows.outputs(0),
        "",
        (key, row) -> names.add(DatasetName.ofKey(key.substring(Rows.outputs(0).length()))));
    long edges = 0;
    for (DatasetName name : names) {
      for (LineageEvent made : of(view, name)) {
        edges += made.inputs().size();
      }
      if (edges > Limits.EDGES) {
        throw new InvalidException(
            "inputs",
            "there are more than "
                + Limits.EDGES
                + " edges from inputs to outputs, which is the limit of one event");
      }
    }
  }

  /**
   * The events for one dataset, without ids.
   *
   * @throws InvalidException if they exceed a limit
   */
  List<LineageEvent> of(AttemptView attempt, DatasetName name) {
    AttemptState standing = attempt.standing();
    if (standing.when().isEmpty()) {
      return List.of();
    }
    Optional<OutputView> output = attempt.output(name);
    Map<String, LineageEvent> events = new LinkedHashMap<>();
    if (standing.kind() == Kind.DATASET) {
      Facets facets = output.map(OutputView::facets).orElse(Facets.NONE);
      said(attempt, name, facets).ifPresent(event -> events.put("said", event));
      aliases(standing, name, facets, events);
      return List.copyOf(events.values());
    }
    Optional<Facets> made =
        output
            .filter(written -> written.made() || isFilledAgain(attempt, name, written))
            .map(OutputView::facets);
    made.ifPresent(facets -> made(attempt, name, facets, events));
    if (output.isPresent() && made.isEmpty()) {
      gone(standing, name, output.get().facets()).ifPresent(event -> events.put("gone", event));
    }
    if (standing.makes()) {
      made.ifPresent(facets -> aliases(standing, name, facets, events));
      attempt.input(name).ifPresent(facets -> aliases(standing, name, facets, events));
    }
    return List.copyOf(events.values());
  }

  /**
   * Whether a dataset was emptied by a run that read something else, to load it into the dataset.
   */
  private static boolean isFilledAgain(AttemptView attempt, DatasetName name, OutputView output) {
    return output.emptied()
        && Sources.of(name, attempt).keySet().stream().anyMatch(source -> !source.equals(name));
  }

  private void made(
      AttemptView attempt, DatasetName name, Facets facets, Map<String, LineageEvent> into) {
    AttemptState standing = attempt.standing();
    Optional<EventType> declared = Activities.of(standing.jobFacets(), standing.runFacets());
    List<Facets> places = List.of(facets, standing.runFacets(), standing.jobFacets());
    Optional<Synthesize> synthesis = first(places, payloads::synthesis);
    Optional<Ingest> ingest = first(places, payloads::ingest);
    Optional<Clean> cleaning = first(places, payloads::cleaning);
    Optional<Train> training = first(places, payloads::training);
    boolean trains = training.isPresent() || declared.equals(Optional.of(EventType.TRAIN));
    Asset asset = asset(name, facets, trains);
    SortedMap<DatasetName, Boolean> sources = Sources.of(name, attempt);
    EventType type =
        asset.kind() == AssetKind.MODEL
            ? model(trains || declared.isEmpty(), !sources.isEmpty())
            : dataset(declared, ingest, synthesis, cleaning);
    List<List<Input>> parts = parts(inputs(sources, attempt, type));
    LineageEvent.Builder event = begin(type, standing);
    event.inputs(parts.get(0)).outputs(List.of(output(asset, facets, standing)));
    event.agents(Owners.agents(facets, standing.jobFacets()));
    switch (type) {
      case INGEST -> ingest.ifPresent(event::ingest);
      case CLEAN -> cleaning.ifPresent(event::clean);
      case TRAIN -> training.ifPresent(event::train);
      case TRANSFORM, SYNTHESIZE, DOCUMENT, RETRACT -> {
        // These types have no payload of their own here.
      }
    }
    if (asset.kind() == AssetKind.DATASET) {
      synthesis.ifPresent(event::synthesize);
    }
    if (standing.lost() || Unread.hidesSomething(facets, sources.keySet(), attempt, versions)) {
      event.inputsComplete(Completeness.INCOMPLETE);
    }
    into.put("made", event.build());
    for (int part = 1; part < parts.size(); part++) {
      into.put("part " + part, linked(begin(EventType.DOCUMENT, standing), parts.get(part), asset));
    }
  }

  /** Splits the inputs into as many parts as needed to fit into events; at least one. */
  private List<List<Input>> parts(List<Input> inputs) {
    List<List<Input>> parts = new ArrayList<>();
    int from = 0;
    long size = 0;
    for (int i = 0; i < inputs.size(); i++) {
      long more = size(inputs.get(i));
      if (i > from && (i - from == Limits.INPUTS || size + more > largestInputs)) {
        parts.add(inputs.subList(from, i));
        from = i;
        size = 0;
      }
      size += more;
    }
    parts.add(inputs.subList(from, inputs.size()));
    return parts;
  }

  private static long size(Input input) {
    int composition = input.composition().isEmpty() ? 0 : input.composition().toString().length();
    return INPUT_CHARS + input.asset().urn().length() + composition;
  }

  /**
   * Returns a document with what is said of a dropped or emptied dataset. It makes nothing and
   * unmakes nothing.
   */
  private Optional<LineageEvent> gone(AttemptState standing, DatasetName name, Facets facets) {
    Document document = document(asset(name, facets, false), Attributes.of(facets, standing));
    return document.attributes().isEmpty()
        ? Optional.empty()
        : Optional.of(begin(EventType.DOCUMENT, standing).document(document).build());
  }

  private static Document document(Asset target, SortedMap<String, String> attributes) {
    return new Document(
        target,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        attributes);
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

  private static LineageEvent.Builder begin(EventType type, AttemptState standing) {
    return LineageEvent.builder(type)
        .eventId(ANY)
        .eventTime(standing.when().orElseThrow())
        .producer(producer(standing))
        .job(standing.job().orElse(new Job("openlineage", "DatasetEvent")))
        .run(run(standing.kind(), standing.subject()));
  }

  static String run(Kind kind, String subject) {
    return kind == Kind.RUN ? subject.substring("run:".length()) : "declared";
  }

  /** The place of the job's code, if it is stated and fits; otherwise the event's producer. */
  private static String producer(AttemptState standing) {
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

  private Output output(Asset asset, Facets facets, AttemptState standing) {
    String statistics = standing.settled() ? "outputStatistics" : "";
    return new Output(
        asset,
        facets.records(statistics),
        facets.bytes(statistics),
        "",
        payloads.composition(facets),
        Attributes.of(facets, standing));
  }

  /** Returns the inputs. A source with other names becomes an input under each of them. */
  private List<Input> inputs(
      SortedMap<DatasetName, Boolean> sources, AttemptView attempt, EventType type) {
    AttemptState standing = attempt.standing();
    Map<Asset, Input> inputs = new LinkedHashMap<>();
    sources.forEach(
        (name, inferred) -> {
          Facets facets = attempt.of(name);
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
      Asset asset, Facets facets, AttemptState standing, EventType type, boolean inferred) {
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

  /** Returns a document with what is said of a dataset by itself. It makes nothing. */
  private Optional<LineageEvent> said(AttemptView attempt, DatasetName name, Facets facets) {
    AttemptState standing = attempt.standing();
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
        begin(EventType.DOCUMENT, standing)
            .inputs(inputs(Sources.of(name, attempt), attempt, EventType.DOCUMENT))
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

  /**
   * Adds documents so that data that is read or written under one name can be read under the
   * others.
   */
  private void aliases(
      AttemptState standing, DatasetName name, Facets facets, Map<String, LineageEvent> into) {
    Asset asset = asset(name, facets, false);
    for (DatasetName alias : facets.symlinks()) {
      Asset other = asset(asset.kind(), alias, facets);
      if (!other.equals(asset)) {
        into.put(
            "alias " + other + " " + asset,
            linked(
                begin(EventType.DOCUMENT, standing), List.of(Input.of(asset, Role.SOURCE)), other));
      }
    }
  }

  /** A document that only says that inputs lead to an asset. */
  private static LineageEvent linked(LineageEvent.Builder event, List<Input> inputs, Asset to) {
    return event.inputs(inputs).document(document(to, Collections.emptySortedMap())).build();
  }
}
