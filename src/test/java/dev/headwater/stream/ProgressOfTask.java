package dev.headwater.stream;

import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.ScanStarts;

/** Begins tasks without a topology. For tests in other packages. */
public final class ProgressOfTask {
  private ProgressOfTask() {}

  /** Begins the task of a partition. */
  public static void begin(Progress progress, int partition) {
    progress.begin(partition, new ScanStarts(), new Flushes());
  }
}
