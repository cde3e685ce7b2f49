package dev.headwater.model;

/**
 * The job that an event reports on. Its namespace and name are required, up to 512 code points
 * each. Its URN is {@code job:<namespace>:<name>}, encoded like the URNs of assets.
 */
public record Job(String namespace, String name) implements Party, Comparable<Job> {
  static final String SCHEME = "job:";

  public Job {
    namespace = Check.requiredId("namespace", namespace);
    name = Check.requiredId("name", name);
  }

  /**
   * Parses a URN.
   *
   * @throws InvalidException when the text is not the URN of a job, or not in canonical form
   */
  public static Job parse(String urn) {
    String rest = urn.startsWith(SCHEME) ? urn.substring(SCHEME.length()) : "";
    int colon = rest.indexOf(':');
    if (colon < 1 || colon == rest.length() - 1) {
      throw new InvalidException("", Check.quote(urn) + " must be job:<namespace>:<name>");
    }
    Job job =
        new Job(
            Urn.decode(urn, rest.substring(0, colon)), Urn.decode(urn, rest.substring(colon + 1)));
    if (!job.urn().equals(urn)) {
      throw new InvalidException(
          "", Check.quote(urn) + " is not the canonical spelling, which is " + job.urn());
    }
    return job;
  }

  @Override
  public String urn() {
    return SCHEME + Urn.encode(namespace) + ':' + Urn.encode(name);
  }

  @Override
  public String key() {
    return urn();
  }

  /** Compares by namespace, then by name. */
  @Override
  public int compareTo(Job other) {
    int order = namespace.compareTo(other.namespace);
    return order != 0 ? order : name.compareTo(other.name);
  }
}
