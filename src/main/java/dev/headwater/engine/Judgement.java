package dev.headwater.engine;

import dev.headwater.model.Resolution;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** The result of a rule for one exposure of one asset. */
sealed interface Judgement {

  /** When the judgement may change only because time passes. */
  Optional<Instant> reviewAt();

  /** There is a cause for an alert. */
  record Raised(Severity severity) implements Judgement {
    @Override
    public Optional<Instant> reviewAt() {
      return Optional.empty();
    }
  }

  /** There is a cause, but its grace has not ended. */
  record Pending(Instant until) implements Judgement {
    @Override
    public Optional<Instant> reviewAt() {
      return Optional.of(until);
    }
  }

  /** There is no cause, for this reason. */
  record Cleared(Resolution resolution, Optional<Instant> reviewAt) implements Judgement {
    static Cleared because(Resolution resolution) {
      return new Cleared(resolution, Optional.empty());
    }
  }
}
