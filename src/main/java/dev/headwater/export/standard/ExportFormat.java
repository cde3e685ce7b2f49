package dev.headwater.export.standard;

import dev.headwater.model.AssetKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The standards in which the record of an asset can be written. */
public enum ExportFormat {
  /** Croissant 1.1 with RAI 1.0, in JSON-LD. */
  CROISSANT("croissant", "Croissant 1.1", "application/ld+json", AssetKind.DATASET),
  /** W3C PROV, as PROV-JSON. */
  PROV_JSON("prov-json", "PROV-JSON", "application/json", AssetKind.values()),
  /** W3C PROV, as PROV-N. */
  PROV_N("prov-n", "PROV-N", "text/provenance-notation", AssetKind.values()),
  /** SPDX 3.0.1, in JSON-LD. */
  SPDX("spdx", "SPDX 3.0.1", "application/spdx+json", AssetKind.values()),
  /** CycloneDX 1.7, in JSON. */
  CYCLONEDX("cyclonedx", "CycloneDX 1.7", "application/vnd.cyclonedx+json", AssetKind.values()),
  /** A dataset card or model card of the Hugging Face Hub: Markdown with YAML front matter. */
  HUGGINGFACE("huggingface", "Hugging Face card", "text/markdown", AssetKind.values()),
  /** The public summary of training content that the European Commission asks for, in Markdown. */
  EU_SUMMARY("eu-summary", "EU summary of training content", "text/markdown", AssetKind.values()),
  /** OASIS Data Provenance Metadata 1.0, in JSON. */
  DPS("dps", "Data Provenance Metadata 1.0", "application/json", AssetKind.values()),
  /** Run events of OpenLineage 2-0-2, one on each line. */
  OPENLINEAGE("openlineage", "OpenLineage", "application/x-ndjson", AssetKind.values());

  private final String text;
  private final String title;
  private final String mediaType;
  private final Set<AssetKind> kinds;

  ExportFormat(String text, String title, String mediaType, AssetKind... kinds) {
    this.text = text;
    this.title = title;
    this.mediaType = mediaType;
    this.kinds = Set.of(kinds);
  }

  /** The name of the format in the API and on the command line, such as "prov-json". */
  public String text() {
    return text;
  }

  /** The name and version of the standard, for people. */
  public String title() {
    return title;
  }

  /** The media type of its documents, without a character set; the text is UTF-8. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether the standard describes assets of this kind. */
  public boolean describes(AssetKind kind) {
    return kinds.contains(kind);
  }

  /** The formats that describe assets of this kind. */
  public static List<ExportFormat> describing(AssetKind kind) {
    return Arrays.stream(values()).filter(format -> format.describes(kind)).toList();
  }

  /** The format with this name; empty if there is none. */
  public static Optional<ExportFormat> ofText(String text) {
    for (ExportFormat format : values()) {
      if (format.text.equals(text)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
