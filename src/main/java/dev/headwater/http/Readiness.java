package dev.headwater.http;

import dev.headwater.query.Lag;

/**
 * Whether an instance can serve requests.
 *
 * @param state how it stands
 * @param detail why it does not serve, as a sentence; "" if it does
 * @param lag how far the processors are behind
 */
public record Readiness(State state, String detail, Lag lag) {

  /** How an instance stands. */
  public enum State {
    /** It answers in full. */
    SERVING(true),
    /** It answers, and its answers say that they are not caught up. */
    BEHIND(true),
    /** It has not been near the end of the events since it started. */
    REBUILDING(false),
    /** State is being restored or moved. */
    STARTING(false),
    /** Kafka does not answer. */
    KAFKA_AWAY(false);

    private final boolean serves;

    State(boolean serves) {
      this.serves = serves;
    }
  }

  /** Whether requests should be sent to it. */
  public boolean serves() {
    return state.serves;
  }
}
