package dev.headwater.model;

/** The role of an input in making the outputs. */
public enum Role {
  SOURCE(true),
  SEED(true),
  GENERATOR(true),
  TRANSLATOR(true),
  BASE_MODEL(true),
  TEACHER(true),
  FILTER_MODEL(false),
  ANNOTATOR_MODEL(false),
  REFERENCE(false);

  private final boolean carries;

  Role(boolean carries) {
    this.carries = carries;
  }

  /**
   * Whether exposures travel along an edge with this role. For example, a model that only filters
   * data does not make the output synthetic. Its edge is stored, but carries no exposures.
   */
  public boolean carries() {
    return carries;
  }
}
