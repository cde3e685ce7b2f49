package dev.headwater.sdk;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A dataset or a model as it was read or written: its identity, and what was measured about it. The
 * same value serves as the output of one step and as the input of the next. Immutable.
 *
 * <pre>{@code
 * Data raw =
 *     Data.dataset("lab", "raw", "2026-11-22")
 *         .records(88_423)
 *         .sha256("9c1f...")
 *         .measured("language", "records", Map.of("sw", 479, "ii", 41));
 * }</pre>
 */
public final class Data {

  private final Asset asset;
  private final OptionalLong records;
  private final OptionalLong bytes;
  private final String sha256;
  private final List<Composition> composition;

  private Data(
      Asset asset,
      OptionalLong records,
      OptionalLong bytes,
      String sha256,
      List<Composition> composition) {
    this.asset = asset;
    this.records = records;
    this.bytes = bytes;
    this.sha256 = sha256;
    this.composition = composition;
  }

  public static Data of(Asset asset) {
    return new Data(
        Objects.requireNonNull(asset, "asset"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of());
  }

  /** One version of a dataset. */
  public static Data dataset(String namespace, String name, String version) {
    return of(Asset.of(AssetKind.DATASET, namespace, name, version));
  }

  /** One version of a model. */
  public static Data model(String namespace, String name, String version) {
    return of(Asset.of(AssetKind.MODEL, namespace, name, version));
  }

  public Data records(long count) {
    return new Data(asset, OptionalLong.of(count), bytes, sha256, composition);
  }

  public Data bytes(long count) {
    return new Data(asset, records, OptionalLong.of(count), sha256, composition);
  }

  /** The hash in lower-case hexadecimal. */
  public Data sha256(String hash) {
    return new Data(asset, records, bytes, hash, composition);
  }

  /**
   * Adds who or what is represented, as counted in the data itself.
   *
   * @param dimension such as {@code language} (BCP-47 categories) or {@code region}
   * @param unit what is counted, such as {@code records}
   */
  public Data measured(String dimension, String unit, Map<String, ? extends Number> counts) {
    SortedMap<String, Double> amounts = new TreeMap<>();
    counts.forEach((category, count) -> amounts.put(category, count.doubleValue()));
    return composition(new Composition(dimension, unit, CompositionMethod.MEASURED, amounts, 0));
  }

  /** Adds who or what is represented, as declared or estimated. */
  public Data composition(Composition more) {
    List<Composition> all = new ArrayList<>(composition);
    all.add(more);
    return new Data(asset, records, bytes, sha256, List.copyOf(all));
  }

  /**
   * Like {@link #composition(Composition)}.
   *
   * @throws InvalidException when a value breaks the contract. It names the field
   */
  public Data composition(CompositionBuilder more) {
    return composition(more.build());
  }

  public Asset asset() {
    return asset;
  }

  Input input(Role role) {
    return new Input(
        asset, role, records, bytes, OptionalDouble.empty(), sha256, composition, false);
  }

  Output output() {
    return new Output(asset, records, bytes, sha256, composition);
  }

  @Override
  public String toString() {
    return asset.urn();
  }
}
