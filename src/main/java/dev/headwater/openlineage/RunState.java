package dev.headwater.openlineage;

/** The state of a run that an event states. */
enum RunState {
  START,
  RUNNING,
  COMPLETE,
  ABORT,
  FAIL,
  OTHER;

  /** Whether the run ends with this state. */
  boolean ends() {
    return this == COMPLETE || this == ABORT || this == FAIL;
  }
}
