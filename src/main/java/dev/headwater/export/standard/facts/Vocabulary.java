package dev.headwater.export.standard.facts;

/**
 * The vocabulary of events where a standard has no term: its names are the names of the fields of
 * events.
 */
public final class Vocabulary {
  public static final String NAMESPACE = "https://headwater.dev/ns#";

  private Vocabulary() {}
}
