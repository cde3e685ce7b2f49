package dev.headwater.query.question;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import java.util.List;

/**
 * An alert and when it was open before.
 *
 * @param history the latest time first; see {@link dev.headwater.engine.AlertState#history}
 */
public record ListedAlert(Alert alert, List<AlertEpisode> history) {
  public ListedAlert {
    history = List.copyOf(history);
  }
}
