package dev.headwater.stream;

import dev.headwater.engine.Worklist;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Once the state is built anew, decides about the alerts that were open when it was deleted and
 * that have not opened again. It takes them in batches, between records. Some wait for the end of a
 * grace or for a path; it looks at these again after {@link #PAUSE_MILLIS}. Not thread-safe.
 */
final class FormerAlertSweep {
  private static final int AT_ONCE = 100;
  private static final long PAUSE_MILLIS = 10_000;

  private final Progress progress;
  private final int partition;
  private final GraphState state;
  private final Worklist worklist;
  private Optional<AlertKey> after = Optional.empty();
  private long nextMillis = Long.MIN_VALUE;

  FormerAlertSweep(Progress progress, int partition, GraphState state, Worklist worklist) {
    this.progress = progress;
    this.partition = partition;
    this.state = state;
    this.worklist = worklist;
  }

  /** Decides about the next batch; does nothing before the state is built anew. */
  void goOn(Instant now) {
    boolean some = state.hasFormerAlerts();
    progress.formerAlerts(partition, some);
    if (!some || !progress.isRebuilt() || now.toEpochMilli() < nextMillis) {
      return;
    }
    List<Alert> batch = state.formerAlerts(after, AT_ONCE);
    if (batch.isEmpty() && after.isEmpty()) {
      state.noFormerAlerts();
      return;
    }
    for (Alert alert : batch) {
      GraphCommand command = new GraphCommand.Former(alert, true);
      worklist.accept(new CommandEnvelope(command, now.toEpochMilli()), state, now);
    }
    boolean last = batch.size() < AT_ONCE;
    after = last ? Optional.empty() : Optional.of(batch.get(AT_ONCE - 1).key());
    nextMillis = last ? now.toEpochMilli() + PAUSE_MILLIS : nextMillis;
  }
}
