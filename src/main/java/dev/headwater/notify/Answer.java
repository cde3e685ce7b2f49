package dev.headwater.notify;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to send a message. */
sealed interface Answer {

  /** The receiver has the message. */
  record Accepted() implements Answer {}

  /**
   * The receiver will not take this message, unless it changes.
   *
   * @param status of the answer
   */
  record Refused(int status) implements Answer {}

  /**
   * The receiver cannot take a message now.
   *
   * @param reason on one line
   * @param after how long the receiver asks to wait
   */
  record Away(String reason, Optional<Duration> after) implements Answer {}
}
