package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.stream.Partitioning;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of datasets, each made from the one before and in another partition, and a model trained
 * on the last. The distance from the origin to the model is the chain's depth. Immutable.
 */
public final class Chain {
  private static final String NAMESPACE = "chain";

  private final long number;
  private final List<Asset> assets;
  private final Descriptions describe;

  /**
   * @param number of this chain; no other chain has it
   * @param depth at least 1
   * @param partitions at least 2
   */
  public Chain(long number, int depth, int partitions, Descriptions describe) {
    this.number = number;
    this.describe = describe;
    List<Asset> all = new ArrayList<>();
    for (int at = 0; at <= depth; at++) {
      AssetKind kind = at == depth ? AssetKind.MODEL : AssetKind.DATASET;
      all.add(asset(kind, number + "-" + at, (int) ((number + at) % partitions), partitions));
    }
    this.assets = List.copyOf(all);
  }

  /** Tries names until one falls into the wanted partition. */
  private static Asset asset(AssetKind kind, String name, int partition, int partitions) {
    for (int salt = 0; ; salt++) {
      Asset asset = Asset.of(kind, NAMESPACE, name + "-" + salt, "1");
      if (Partitioning.partition(asset.key(), partitions) == partition) {
        return asset;
      }
    }
  }

  int depth() {
    return assets.size() - 1;
  }

  Asset origin() {
    return assets.get(0);
  }

  public Asset model() {
    return assets.get(depth());
  }

  /** The events that make the chain; the origin is ingested and not yet synthetic. */
  public List<LineageEvent> events() {
    List<LineageEvent> events = new ArrayList<>();
    events.add(describe.ingest(eventNumber(0), List.of(origin())).build());
    for (int at = 1; at <= depth(); at++) {
      Asset asset = assets.get(at);
      LineageEvent.Builder event =
          at == depth()
              ? describe.training(eventNumber(at), asset)
              : describe.transform(eventNumber(at), asset);
      Input input = describe.input(at, assets.get(at - 1), Role.SOURCE);
      events.add(event.inputs(List.of(input)).build());
    }
    return events;
  }

  /** Makes the origin synthetic, and undocumented. */
  public LineageEvent synthesis() {
    return describe.synthesis(eventNumber(depth() + 1), origin(), false).build();
  }

  /** Completes the documentation of the origin. */
  public LineageEvent documentation() {
    return describe.documentation(eventNumber(depth() + 2), origin()).build();
  }

  private long eventNumber(int at) {
    return number * 1_000 + at;
  }
}
