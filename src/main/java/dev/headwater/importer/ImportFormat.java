package dev.headwater.importer;

import java.util.Optional;

/** The tools and standards whose records can be read. */
public enum ImportFormat {
  /** {@code dvc.lock} of DVC: what each stage of a pipeline read and wrote. */
  DVC("dvc"),
  /** A dataset described as Croissant, in JSON-LD. */
  CROISSANT("croissant"),
  /** {@code README.md} of a repository of the Hugging Face Hub. */
  HUGGINGFACE("huggingface"),
  /** {@code pipeline.yaml} of distilabel. */
  DISTILABEL("distilabel"),
  /** {@code builder_config.json} and {@code metadata.json} of NeMo Data Designer. */
  DATA_DESIGNER("data-designer"),
  /** {@code stats.json} of datatrove. */
  DATATROVE("datatrove");

  private final String text;

  ImportFormat(String text) {
    this.text = text;
  }

  /** The name of the format on the command line. */
  public String text() {
    return text;
  }

  /** The format with this name; empty if there is none. */
  public static Optional<ImportFormat> ofText(String text) {
    for (ImportFormat format : values()) {
      if (format.text.equals(text)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
