package dev.headwater.engine;

import dev.headwater.model.Resolution;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.Optional;

/** What a rule says of one exposure of one asset. */
sealed interface Judgement {

  /** When it may read otherwise though nothing has changed but the time. */
  Optional<Instant> reviewAt();

  /** The cause is there. */
  record Raised(Severity severity) implements Judgement {
    @Override
    public Optional<Instant> reviewAt() {
      return Optional.empty();
    }
  }

  /** The cause is there, and its grace is not over. */
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
