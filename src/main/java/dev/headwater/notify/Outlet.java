package dev.headwater.notify;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns the alerts of one line into messages. Used by the line's thread alone.
 *
 * <p>The line keeps to this order: a message that {@link #take} or {@link #due} returned is
 * delivered or skipped, {@link #delivered} is called, and only then comes the next call of either.
 */
interface Outlet {
  /** Takes an alert; returns a message that must be delivered before the line goes on. */
  Optional<Message> take(Notice notice);

  /** Takes an alert that was delivered before this line had its partition. */
  default void recall(Notice notice) {}

  /**
   * The topic has forgotten an alert, so it was resolved long ago. The line may not have seen the
   * resolution.
   */
  default void forgotten(String id) {}

  /** A message whose time has come. */
  Optional<Message> due(Instant now);

  /**
   * The last message is dealt with.
   *
   * @param accepted whether the receiver has it
   */
  void delivered(boolean accepted);

  /**
   * Whether alerts were taken that no message has delivered yet. As long as this holds, the line
   * does not commit what it has read.
   */
  boolean holdsBack();

  /**
   * Whether the line must deliver the messages of {@link #due} before it goes on. If not, one
   * attempt is enough, because the next message says the same.
   */
  boolean dueMustArrive();

  /** Forgets the alerts of a partition: another instance has it. */
  void forget(TopicPartition partition);
}
