package dev.headwater.bench.faults;

/**
 * One fault, or a change of the number of processors.
 *
 * @param atMillis after the beginning of its round
 * @param which the processor, as a number modulo the number of processors at that time
 * @param forMillis how long a process stays away; 0 for an addition or a removal
 */
record Fault(long atMillis, Kind kind, int which, long forMillis) {
  enum Kind {
    /** kill -9, and after a while a start with the same name and folder. */
    KILL_PROCESSOR("kill -9 a processor"),
    /** The same for the broker and its registry, which share a process. */
    KILL_BROKER("kill -9 the broker"),
    /** SIGSTOP for longer than the session timeout, then SIGCONT. */
    PAUSE_PROCESSOR("pause a processor"),
    /** One more processor. */
    ADD_PROCESSOR("add a processor"),
    /** SIGTERM, without a restart. */
    REMOVE_PROCESSOR("remove a processor");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** For people. */
    String text() {
      return text;
    }
  }
}
