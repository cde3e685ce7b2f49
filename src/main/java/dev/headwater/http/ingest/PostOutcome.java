package dev.headwater.http.ingest;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** Counts which events of one request were accepted and rejected. Thread-safe. */
public final class PostOutcome {
  /**
   * The most rejections that are listed one by one, so that a body full of errors does not fill the
   * memory.
   */
  public static final int LISTED = 10_000;

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

  /** Adds the outcome of sending one event; null means that Kafka has the event. */
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

  /** Whether an event could not be sent for a reason other than the event itself. */
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

  /** How many rejections there are in addition to the listed ones. */
  synchronized long unlisted() {
    return unlisted;
  }
}
