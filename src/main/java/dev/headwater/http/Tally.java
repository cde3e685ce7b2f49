package dev.headwater.http;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** What became of the events of one request. Safe for use by several threads. */
final class Tally {
  /** Rejections that are told one by one; a body of nothing but errors must not fill the memory. */
  static final int LISTED = 10_000;

  private final SortedMap<Integer, String> rejected = new TreeMap<>();
  private long accepted;
  private long unlisted;
  private Throwable failure;

  synchronized void accept() {
    accepted++;
  }

  synchronized void reject(int index, String reason) {
    if (rejected.size() < LISTED) {
      rejected.put(index, reason);
    } else {
      unlisted++;
    }
  }

  /** Takes what came of sending one event: null is that it is safe. */
  void settle(int index, Throwable outcome) {
    Throwable cause = outcome instanceof CompletionException ? outcome.getCause() : outcome;
    if (cause == null) {
      accept();
    } else if (cause instanceof EventSink.RefusedException) {
      reject(index, cause.getMessage());
    } else {
      fail(cause);
    }
  }

  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Whether some event could not be sent, for a reason that is not its own. */
  synchronized boolean hasFailed() {
    return failure != null;
  }

  /** The first such reason; null if there is none. */
  synchronized Throwable failure() {
    return failure;
  }

  synchronized long accepted() {
    return accepted;
  }

  synchronized SortedMap<Integer, String> rejected() {
    return new TreeMap<>(rejected);
  }

  /** Rejections besides those that are listed. */
  synchronized long unlisted() {
    return unlisted;
  }
}
