package dev.headwater.engine;

import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.TraceParent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event as an asset's owner knows it, retracted or not.
 *
 * @param mark the mark of the event, which must have a contribution
 * @param event the event, without outputs other than the asset
 * @param traceParent of the event's record that was applied first
 */
public record Known(Mark mark, LineageEvent event, Optional<TraceParent> traceParent) {

  public Known {
    Objects.requireNonNull(event, "event");
    if (mark.asserted().flatMap(Mark.Asserted::kind).isEmpty()) {
      throw new IllegalArgumentException("event " + mark.eventId() + " contributes nothing");
    }
  }

  /** Whether the event counts at the moment, regardless of retractions. */
  public boolean counts(Moment moment) {
    long arrivedMillis = mark.asserted().orElseThrow().arrivedMillis();
    return moment.counts(event.eventTime(), Instant.ofEpochMilli(arrivedMillis));
  }

  /** Whether the event counts at the moment, and no retraction counts that removes it. */
  public boolean holds(Moment moment) {
    boolean retracted =
        mark.withdrawn()
            && moment.hasArrived(Instant.ofEpochMilli(mark.withdrawnMillis().getAsLong()));
    return counts(moment) && !retracted;
  }

  Contribution contribution() {
    Mark.Asserted asserted = mark.asserted().orElseThrow();
    Optional<ContributionKind> kind = asserted.kind();
    return new Contribution(
        mark.asset(), kind.orElseThrow(), true, asserted.arrivedMillis(), event, traceParent);
  }
}
