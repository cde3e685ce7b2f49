package dev.headwater.demo;

/** Is told how the example workflow gets on, on the thread that runs it. */
public interface Progress {

  /**
   * A step begins.
   *
   * @param number from 1
   * @param of how many steps there are
   */
  void started(int number, int of, String step);

  /** The step is done, and its event emitted. */
  void finished(int number, int of, String result);

  /** A line of what was measured. */
  void report(String line);
}
