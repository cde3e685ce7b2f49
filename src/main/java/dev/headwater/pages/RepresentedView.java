package dev.headwater.pages;

import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import java.util.List;

/**
 * Who an asset represents.
 *
 * @param measures one for each dimension and unit
 * @param more what the list leaves out; "" if nothing
 * @param gap what could not be read; "" if all was
 */
public record RepresentedView(List<RepresentationView> measures, String more, String gap) {
  private static final int MEASURES = 20;

  public RepresentedView {
    measures = List.copyOf(measures);
  }

  /** Says that it could not be read. */
  public static RepresentedView unread() {
    return new RepresentedView(
        List.of(), "", "Who is represented could not be read. Load the page again.");
  }

  /** The words and bars for what was read. */
  public static RepresentedView of(Represented represented) {
    int more = Math.max(0, represented.items().size() - MEASURES);
    return new RepresentedView(
        represented.items().stream()
            .limit(MEASURES)
            .map(item -> RepresentationView.of(represented.asset(), item))
            .toList(),
        more > 0 ? Words.number(more) + " more dimensions and units are not shown." : "",
        represented.truncated().map(RepresentedView::gap).orElse(""));
  }

  private static String gap(Truncation why) {
    return "Not all that it descends from was read, because "
        + switch (why) {
          case TIME -> "the time was over";
          case CHANGING -> "it changed meanwhile";
          case UNREACHABLE -> "an instance could not be asked";
          case EVENTS -> "an asset has too many events";
          case DEPTH, NODES, EDGES, PATH, ITEMS -> "it is too much for one page";
        }
        + ". What depends on the rest counts as not known.";
  }
}
