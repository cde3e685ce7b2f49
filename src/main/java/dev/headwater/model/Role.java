package dev.headwater.model;

/** The part that an input played in making the outputs. */
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
   * Whether exposure travels along an edge of this role. A model used to filter data does not make
   * its output synthetic, so its edge is recorded and carries nothing.
   */
  public boolean carries() {
    return carries;
  }
}
