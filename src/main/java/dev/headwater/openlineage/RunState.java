package dev.headwater.openlineage;

/** What an event says of the state of its run. */
enum RunState {
  START,
  RUNNING,
  COMPLETE,
  ABORT,
  FAIL,
  OTHER;

  /** Whether the run is over with it. */
  boolean ends() {
    return this == COMPLETE || this == ABORT || this == FAIL;
  }
}
