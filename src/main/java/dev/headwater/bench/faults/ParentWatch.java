package dev.headwater.bench.faults;

import java.io.IOException;
import java.io.OutputStream;

/** Ends this process at once when the pipe from the process that started it closes. */
final class ParentWatch {
  private ParentWatch() {}

  static void begin() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException closed) {
                // Treated like the end of the input.
              }
              Runtime.getRuntime().halt(1);
            },
            "headwater-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
