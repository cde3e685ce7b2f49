package dev.headwater.model;

/** A model that made synthetic data: who provides it, which it is, and in which revision. */
public record Generator(String provider, String model, String revision) {
  public Generator {
    provider = Check.text("provider", provider);
    model = Check.text("model", model);
    revision = Check.text("revision", revision);
  }
}
