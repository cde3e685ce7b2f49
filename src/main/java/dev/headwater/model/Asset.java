package dev.headwater.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One version of a dataset or a model, or the dataset or model without a version. Two assets are
 * equal if their URNs are equal: {@code dataset:<namespace>:<name>@<version>}. {@link Urn}
 * describes the encoding.
 */
public final class Asset implements Party, Comparable<Asset> {
  private final AssetKind kind;
  private final String urn;
  private final int nameBegin;
  private final int nameEnd;

  /**
   * Creates an asset from a URN that the caller has validated: it is canonical, and each component
   * is allowed.
   */
  Asset(AssetKind kind, String urn, int nameBegin, int nameEnd) {
    this.kind = kind;
    this.urn = urn;
    this.nameBegin = nameBegin;
    this.nameEnd = nameEnd;
  }

  /** Returns the asset of that name, without a version. */
  public static Asset of(AssetKind kind, String namespace, String name) {
    return spelled(kind, namespace, name, null);
  }

  /**
   * Returns the asset of that name and version.
   *
   * @param namespace not encoded, 1 to 512 code points; the same holds for name and version
   * @throws InvalidException when a component is empty, too long or not well-formed Unicode
   */
  public static Asset of(AssetKind kind, String namespace, String name, String version) {
    return spelled(kind, namespace, name, Objects.requireNonNull(version, "version"));
  }

  private static Asset spelled(AssetKind kind, String namespace, String name, String version) {
    String scheme = Urn.scheme(Check.present("kind", kind)) + ':';
    String head = scheme + Urn.encode(component("namespace", namespace)) + ':';
    String key = head + Urn.encode(component("name", name));
    String urn = version == null ? key : key + '@' + Urn.encode(component("version", version));
    return new Asset(kind, urn, head.length(), key.length());
  }

  /**
   * Parses a URN.
   *
   * @throws InvalidException when the text is not a URN, or not in canonical form; then the message
   *     contains the canonical form
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

  /** The namespace, not encoded. */
  public String namespace() {
    return Urn.decode(urn, urn.substring(Urn.scheme(kind).length() + 1, nameBegin - 1));
  }

  /** The name, not encoded. */
  public String name() {
    return Urn.decode(urn, urn.substring(nameBegin, nameEnd));
  }

  /** The version, not encoded. */
  public Optional<String> version() {
    return nameEnd == urn.length()
        ? Optional.empty()
        : Optional.of(Urn.decode(urn, urn.substring(nameEnd + 1)));
  }

  @Override
  public String urn() {
    return urn;
  }

  /** The URN without the version. It decides the partition, so all versions have the same one. */
  @Override
  public String key() {
    return urn.substring(0, nameEnd);
  }

  /** Compares by URN. */
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
