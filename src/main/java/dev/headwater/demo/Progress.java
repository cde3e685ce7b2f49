package dev.headwater.demo;

/**
 * Receives the progress of the example workflow. The workflow calls it on the thread that runs the
 * workflow.
 */
public interface Progress {

  /**
   * A step begins.
   *
   * @param number of the step, from 1
   * @param of the number of steps
   * @param step its name
   */
  void started(int number, int of, String step);

  /** The step is done and its event is emitted. */
  void finished(int number, int of, String result);

  /** A line of text about a measurement. */
  void report(String line);
}
