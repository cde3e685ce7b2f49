package dev.headwater.model;

/** What ran, in up to 512 code points each; both are required. */
public record Job(String namespace, String name) {
  public Job {
    namespace = Check.requiredId("namespace", namespace);
    name = Check.requiredId("name", name);
  }
}
