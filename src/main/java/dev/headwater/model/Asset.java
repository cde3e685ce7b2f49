package dev.headwater.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One version of a dataset or a model, or the unversioned asset of its name. Identity is the URN:
 * {@code dataset:<namespace>:<name>@<version>}, see {@link Urn} for its spelling.
 */
public final class Asset implements Party, Comparable<Asset> {
  private final AssetKind kind;
  private final String urn;
  private final int nameBegin;
  private final int nameEnd;

  /** One whose spelling is known to be the canonical one, with no component that is not allowed. */
  Asset(AssetKind kind, String urn, int nameBegin, int nameEnd) {
    this.kind = kind;
    this.urn = urn;
    this.nameBegin = nameBegin;
    this.nameEnd = nameEnd;
  }

  /** The unversioned asset of that name. */
  public static Asset of(AssetKind kind, String namespace, String name) {
    return spelled(kind, namespace, name, null);
  }

  /**
   * @param namespace not encoded, 1 to 512 code points; so are name and version
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
    return Urn.decode(urn, urn.substring(Urn.scheme(kind).length() + 1, nameBegin - 1));
  }

  /** Not encoded. */
  public String name() {
    return Urn.decode(urn, urn.substring(nameBegin, nameEnd));
  }

  /** Not encoded. */
  public Optional<String> version() {
    return nameEnd == urn.length()
        ? Optional.empty()
        : Optional.of(Urn.decode(urn, urn.substring(nameEnd + 1)));
  }

  @Override
  public String urn() {
    return urn;
  }

  /** The URN without the version: what decides the partition, the same for all versions. */
  @Override
  public String key() {
    return urn.substring(0, nameEnd);
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
