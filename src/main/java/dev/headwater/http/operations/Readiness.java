package dev.headwater.http.operations;

import dev.headwater.query.freshness.Lag;

/**
 * Whether an instance can serve requests.
 *
 * @param state the state of the instance
 * @param detail why it does not serve, as a sentence; "" if it does
 * @param lag how far the processors are behind
 */
public record Readiness(State state, String detail, Lag lag) {

  /** The state of an instance. */
  public enum State {
    /** It answers in full. */
    SERVING(true),
    /** It answers, but its answers say that they are not caught up. */
    BEHIND(true),
    /** Since it started, it has not been near the end of the events. */
    REBUILDING(false),
    /** Another generation is in charge, and this one builds its state beside it. */
    FOLLOWING(false),
    /**
     * It is not ready yet: its state is being restored or moved, or it does not follow the alerts
     * yet.
     */
    STARTING(false),
    /** Kafka does not answer. */
    KAFKA_AWAY(false);

    private final boolean serves;

    State(boolean serves) {
      this.serves = serves;
    }
  }

  /** Whether clients should send requests to this instance. */
  public boolean serves() {
    return state.serves;
  }
}
