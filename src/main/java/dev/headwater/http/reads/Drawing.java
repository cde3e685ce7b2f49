package dev.headwater.http.reads;

import dev.headwater.drawing.Diagram;
import dev.headwater.drawing.Layout;
import dev.headwater.drawing.Placed;
import dev.headwater.drawing.Svg;
import dev.headwater.http.request.Problem;
import dev.headwater.pages.PictureView;
import dev.headwater.pages.Words;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Draws graphs for requests, within limits: a layout cannot be interrupted, and its time grows
 * faster than the graph. Thread-safe.
 */
public final class Drawing {
  /** A graph with more arrows would take seconds, and nobody could follow one of them. */
  static final int ARROWS = 2_000;

  /** Layouts use a processor each. */
  private static final Semaphore AT_ONCE =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private static final int PATIENCE_SECONDS = 5;
  private static final int RETRY_SECONDS = 2;

  private Drawing() {}

  /** Makes the first picture fast: loads what a layout needs, on a thread of its own. */
  public static void warmUp() {
    Thread thread = new Thread(Layout::warmUp, "headwater-drawing-warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** A picture for a page. If the graph is too dense to draw, the caption says so instead. */
  public static PictureView of(Diagram diagram, String caption) {
    return isTooDense(diagram)
        ? new PictureView("", tooDense(diagram))
        : new PictureView(Svg.inline(place(diagram)), caption);
  }

  /**
   * Lays out a graph.
   *
   * @throws Problem 400 if it is too dense; 503 if too many are being drawn
   */
  static Placed place(Diagram diagram) {
    if (isTooDense(diagram)) {
      throw Problem.of(400, tooDense(diagram));
    }
    boolean begun = false;
    try {
      begun = AT_ONCE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!begun) {
        throw Problem.unavailable(
            "Too many graphs are being drawn; try again in a moment.", RETRY_SECONDS, null);
      }
      return Layout.place(diagram);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("This instance is stopping.", RETRY_SECONDS, stopping);
    } finally {
      if (begun) {
        AT_ONCE.release();
      }
    }
  }

  private static boolean isTooDense(Diagram diagram) {
    return diagram.arrows().size() > ARROWS;
  }

  private static String tooDense(Diagram diagram) {
    return "This graph is too dense to draw: "
        + Words.count(diagram.boxes().size(), "asset")
        + " with "
        + Words.count(diagram.arrows().size(), "arrow")
        + ". Ask for fewer steps.";
  }
}
