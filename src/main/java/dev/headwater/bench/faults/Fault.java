package dev.headwater.bench.faults;

/**
 * One thing that happens.
 *
 * @param atMillis after the beginning of its round
 * @param which of the processors, by its number modulo how many there are then
 * @param forMillis how long a process stays away; 0 where none does
 */
record Fault(long atMillis, Kind kind, int which, long forMillis) {
  enum Kind {
    /** kill -9, and a start with the same name and folder after a while. */
    KILL_PROCESSOR("kill -9 a processor"),
    /** The same to the broker, and with it to the registry. */
    KILL_BROKER("kill -9 the broker"),
    /** SIGSTOP for longer than the session timeout, then SIGCONT. */
    PAUSE_PROCESSOR("pause a processor"),
    /** One more processor. */
    ADD_PROCESSOR("add a processor"),
    /** SIGTERM, for good. */
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
