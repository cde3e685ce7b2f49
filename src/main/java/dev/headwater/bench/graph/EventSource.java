package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes events about the assets of one graph. No other graph has the same asset names, and no two
 * events have the same number. Thread-safe.
 */
public final class EventSource {
  private final Descriptions describe;
  private final String namespace;
  private final AtomicLong number;

  /**
   * @param namespace of the datasets and models
   * @param numbers the last event number used so far; shared by all sources
   */
  public EventSource(Descriptions describe, String namespace, AtomicLong numbers) {
    this.describe = describe;
    this.namespace = namespace;
    this.number = numbers;
  }

  Asset dataset(String name) {
    return Asset.of(AssetKind.DATASET, namespace, name, "1");
  }

  /** A dataset without versions, which events overwrite. */
  Asset unversioned(String name) {
    return Asset.of(AssetKind.DATASET, namespace, name);
  }

  Asset model(String name) {
    return Asset.of(AssetKind.MODEL, namespace, name, "1");
  }

  /** States that the outputs were collected, and nothing else. */
  LineageEvent ingest(List<Asset> outputs) {
    return bare(EventType.INGEST, List.of(), Role.SOURCE, outputs);
  }

  LineageEvent transform(List<Asset> inputs, List<Asset> outputs) {
    return bare(EventType.TRANSFORM, inputs, Role.SOURCE, outputs);
  }

  LineageEvent training(List<Asset> inputs, Asset model) {
    return bare(EventType.TRAIN, inputs, Role.SOURCE, List.of(model));
  }

  /** States that the outputs are synthetic, and nothing else: they are not documented. */
  LineageEvent synthesis(List<Asset> seeds, List<Asset> outputs) {
    return bare(EventType.SYNTHESIZE, seeds, Role.SEED, outputs);
  }

  /** Completes the documentation of a synthetic dataset. */
  LineageEvent documentation(Asset target) {
    return describe.documentation(number.incrementAndGet(), target).build();
  }

  /** Retracts an event for all its outputs. */
  LineageEvent retraction(LineageEvent event) {
    return describe
        .bare(EventType.RETRACT, number.incrementAndGet())
        .inputs(event.inputs())
        .outputs(event.outputs())
        .retract(new Retract(event.eventId(), "made from the wrong files"))
        .build();
  }

  private LineageEvent bare(EventType type, List<Asset> inputs, Role role, List<Asset> outputs) {
    return describe
        .bare(type, number.incrementAndGet())
        .inputs(inputs.stream().map(input -> Input.of(input, role)).toList())
        .outputs(outputs.stream().map(Output::of).toList())
        .build();
  }
}
