package dev.headwater.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer as they were fetched last. Thread-safe.
 *
 * <p>Anybody can send a JWT that names a key which nobody has, so no such JWT may hold a thread
 * while the issuer is slow:
 *
 * <ol>
 *   <li>One thread of its own fetches. It starts when keys are older than {@link #REFRESH}, or a
 *       JWT names a key that is not there; it ends with the fetch. There are at most {@link
 *       #FETCHES} fetches in {@link #BETWEEN_FETCHES}.
 *   <li>Keys count for {@link #KEPT}; for {@link #OUTAGE} while the latest fetch has failed.
 *   <li>A caller is answered from what is known. If no keys count and the latest fetch has not
 *       failed, as with the first JWT of all, at most {@link #WAITERS} callers wait for the fetch.
 *   <li>A key that is not among keys just fetched does not exist. Whether one that is not among
 *       older keys exists is not known until they are fetched again.
 * </ol>
 *
 * <p>The caches of the library do not fit: there each caller with an unknown key waits for the lock
 * of a refresh.
 */
final class LatestKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(LatestKeys.class);

  static final Duration REFRESH = Duration.ofMinutes(5);
  static final Duration KEPT = Duration.ofMinutes(10);
  static final Duration OUTAGE = Duration.ofHours(1);
  static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
  static final int FETCHES = 2;
  static final int WAITERS = 4;

  private final String issuer;
  private final Fetch source;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Semaphore waiters = new Semaphore(WAITERS);

  // Guarded by this object's monitor.
  private final Deque<Long> startsNanos = new ArrayDeque<>();
  private Optional<CompletableFuture<Void>> running = Optional.empty();
  private Optional<Known> known = Optional.empty();
  private boolean away;

  /** Gets the keys from the issuer, in bounded time. */
  interface Fetch {
    JWKSet fetch() throws KeySourceException;
  }

  /** Keys, and when the fetch of them began. */
  private record Known(JWKSet keys, long fromNanos) {}

  /**
   * @param patience how long a caller may wait for a fetch
   * @param nanos a clock as {@link System#nanoTime}
   */
  LatestKeys(String issuer, Fetch source, Duration patience, LongSupplier nanos) {
    this.issuer = issuer;
    this.source = source;
    this.patience = patience;
    this.nanos = nanos;
  }

  /**
   * The keys that fit; none if the issuer has none.
   *
   * @throws KeySourceException if that is not known now
   */
  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    Optional<Known> counting = counting();
    if (counting.isEmpty()) {
      awaitFetch();
      counting = counting();
    }
    Known now =
        counting.orElseThrow(() -> new KeySourceException("the keys of the issuer are not there"));
    List<JWK> found = selector.select(now.keys());
    if (found.isEmpty() && !isLatest(now)) {
      throw new KeySourceException("the issuer may have a new key");
    }
    return found;
  }

  private synchronized Optional<Known> counting() {
    if (known.isEmpty()) {
      return known;
    }
    long age = nanos.getAsLong() - known.get().fromNanos();
    if (age >= REFRESH.toNanos()) {
      fetch();
    }
    return age < (away ? OUTAGE : KEPT).toNanos() ? known : Optional.empty();
  }

  /** Whether nothing newer can be had for now. If it can, the fetch of it has begun. */
  private synchronized boolean isLatest(Known keys) {
    return fetch().isEmpty() && !away && known.equals(Optional.of(keys));
  }

  private void awaitFetch() throws KeySourceException {
    Optional<CompletableFuture<Void>> fetch = worthWaiting();
    if (fetch.isEmpty() || !waiters.tryAcquire()) {
      throw new KeySourceException("the keys of the issuer are not there yet");
    }
    try {
      fetch.get().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException slow) {
      throw new KeySourceException("the keys of the issuer do not come in time", slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new KeySourceException("interrupted", stopping);
    } finally {
      waiters.release();
    }
  }

  private synchronized Optional<CompletableFuture<Void>> worthWaiting() {
    Optional<CompletableFuture<Void>> fetch = fetch();
    return away ? Optional.empty() : fetch;
  }

  /** The fetch that is under way, or begins now; empty if there were enough of them lately. */
  private synchronized Optional<CompletableFuture<Void>> fetch() {
    if (running.isPresent()) {
      return running;
    }
    long now = nanos.getAsLong();
    if (startsNanos.size() == FETCHES) {
      if (now - startsNanos.getFirst() < BETWEEN_FETCHES.toNanos()) {
        return Optional.empty();
      }
      startsNanos.removeFirst();
    }
    startsNanos.addLast(now);
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(now, done), "headwater-issuer-keys");
    thread.setDaemon(true);
    thread.start();
    running = Optional.of(done);
    return running;
  }

  private void run(long fromNanos, CompletableFuture<Void> done) {
    Optional<Known> fetched = Optional.empty();
    String problem = "";
    try {
      fetched = Optional.of(new Known(source.fetch(), fromNanos));
    } catch (KeySourceException | RuntimeException failed) {
      problem = reason(failed);
    } finally {
      settle(fetched, problem);
      done.complete(null);
    }
  }

  private synchronized void settle(Optional<Known> fetched, String problem) {
    if (fetched.isEmpty() && !away) {
      LOG.warn(
          "the keys of the issuer {} cannot be fetched: {}; tokens that need newer ones cannot be"
              + " checked",
          issuer,
          problem);
    } else if (fetched.isPresent() && away) {
      LOG.info("the keys of the issuer {} can be fetched again", issuer);
    }
    away = fetched.isEmpty();
    known = fetched.or(() -> known);
    running = Optional.empty();
  }

  /** Why a fetch failed, as part of a sentence. */
  static String reason(Exception failed) {
    Throwable cause = failed.getCause();
    return failed.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
  }
}
