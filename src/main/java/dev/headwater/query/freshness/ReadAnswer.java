package dev.headwater.query.freshness;

/** An answer of a read. It says what it lacks. */
public interface ReadAnswer {

  /** How far the answer reflects the events that were acknowledged. */
  Freshness freshness();

  /** Whether the answer leaves out nothing of what there was to read. */
  default boolean isComplete() {
    return true;
  }
}
