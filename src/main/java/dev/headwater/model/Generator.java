package dev.headwater.model;

/** A model that made synthetic data: its provider, its name and its revision. */
public record Generator(String provider, String model, String revision) {
  public Generator {
    provider = Check.text("provider", provider);
    model = Check.text("model", model);
    revision = Check.text("revision", revision);
  }
}
