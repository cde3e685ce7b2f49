package dev.headwater.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One version of a dataset or a model, or the unversioned asset of its name. Identity is the URN:
 * {@code dataset:<namespace>:<name>@<version>}, see {@link Urn} for its spelling.
 */
public final class Asset implements Party, Comparable<Asset> {
  private final AssetKind kind;
  private final String namespace;
  private final String name;
  private final String version;
  private final String key;
  private final String urn;

  private Asset(AssetKind kind, String namespace, String name, String version) {
    this.kind = Check.present("kind", kind);
    this.namespace = component("namespace", namespace);
    this.name = component("name", name);
    this.version = version == null ? "" : component("version", version);
    this.key = Urn.scheme(kind) + ':' + Urn.encode(namespace) + ':' + Urn.encode(name);
    this.urn = this.version.isEmpty() ? key : key + '@' + Urn.encode(version);
  }

  private Asset(
      AssetKind kind, String namespace, String name, String version, String key, String urn) {
    this.kind = kind;
    this.namespace = component("namespace", namespace);
    this.name = component("name", name);
    this.version = version.isEmpty() ? "" : component("version", version);
    this.key = key;
    this.urn = urn;
  }

  /** One whose spelling is known to be the canonical one; null if a component is not allowed. */
  static Asset spelled(
      AssetKind kind, String namespace, String name, String version, String key, String urn) {
    try {
      return new Asset(kind, namespace, name, version, key, urn);
    } catch (InvalidException told) {
      return null; // the ordinary way says what is wrong, and where
    }
  }

  /** The unversioned asset of that name. */
  public static Asset of(AssetKind kind, String namespace, String name) {
    return new Asset(kind, namespace, name, null);
  }

  /**
   * @param namespace not encoded, 1 to 512 code points; so are name and version
   * @throws InvalidException when a component is empty, too long or not well-formed Unicode
   */
  public static Asset of(AssetKind kind, String namespace, String name, String version) {
    return new Asset(kind, namespace, name, Objects.requireNonNull(version, "version"));
  }

  /**
   * Reads a URN.
   *
   * @throws InvalidException when the text is no URN, or not the canonical spelling of one, which
   *     the message then names
   */
  public static Asset parse(String urn) {
    return Urn.parse(urn);
  }

  private static String component(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new InvalidException(
          field, field.equals("version") ? "is empty; leave it out instead" : "must not be empty");
    }
    return Check.bounded(field, value);
  }

  public AssetKind kind() {
    return kind;
  }

  /** Not encoded. */
  public String namespace() {
    return namespace;
  }

  /** Not encoded. */
  public String name() {
    return name;
  }

  /** Not encoded. */
  public Optional<String> version() {
    return version.isEmpty() ? Optional.empty() : Optional.of(version);
  }

  @Override
  public String urn() {
    return urn;
  }

  /** The URN without the version: what decides the partition, the same for all versions. */
  @Override
  public String key() {
    return key;
  }

  /** By URN. */
  @Override
  public int compareTo(Asset other) {
    return urn.compareTo(other.urn);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Asset asset && urn.equals(asset.urn);
  }

  @Override
  public int hashCode() {
    return urn.hashCode();
  }

  /** The URN. */
  @Override
  public String toString() {
    return urn;
  }
}
