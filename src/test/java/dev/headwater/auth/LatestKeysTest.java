package dev.headwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows when keys are fetched, how long they count and who waits for them, with an issuer and a
 * clock that the test controls. A test that waits for an issuer which does not answer times out.
 */
@Timeout(240)
class LatestKeysTest {
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static ECKey first;
  private static ECKey second;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /** How many fetches may end. */
  private final Semaphore answers = new Semaphore(1_000);

  private volatile boolean failing;
  private volatile List<JWK> published = List.of();
  private LatestKeys keys = keys(PATIENCE);

  @BeforeAll
  static void make() throws Exception {
    first = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
    second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
  }

  @AfterEach
  void end() {
    answers.release(1_000);
  }

  private LatestKeys keys(Duration patience) {
    return new LatestKeys("https://i", this::fetch, patience, nanos::get);
  }

  private JWKSet fetch() throws KeySourceException {
    begun.incrementAndGet();
    answers.acquireUninterruptibly();
    try {
      if (failing) {
        throw new KeySourceException("away");
      }
      return new JWKSet(published);
    } finally {
      ended.incrementAndGet();
    }
  }

  private List<JWK> get(String id) throws KeySourceException {
    return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
  }

  private void known(ECKey... all) throws KeySourceException {
    published = List.of(all);
    assertThat(get(all[0].getKeyID())).containsExactly(all[0]);
  }

  private void undecided(String id) {
    assertThatThrownBy(() -> get(id)).isInstanceOf(KeySourceException.class);
  }

  private void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Waits, without a pause, for what another thread does. */
  private static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the test takes too long");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isKnown(String id) {
    try {
      return !get(id).isEmpty();
    } catch (KeySourceException notYet) {
      return false;
    }
  }

  @Test
  void anUnknownKey_isFetched_andNobodyWaits() throws Exception {
    known(first);
    answers.drainPermits();
    published = List.of(first, second);

    for (int i = 0; i < 20; i++) {
      undecided("second");
      assertThat(get("first")).hasSize(1);
    }
    until(() -> begun.get() == 2);
    answers.release();

    until(() -> isKnown("second"));
    assertThat(begun).hasValue(2);
  }

  @Test
  void anUnknownKey_doesNotExist_ifKeysWereFetchedJustNow() throws Exception {
    known(first);
    undecided("none");
    until(() -> ended.get() == 2 && isDecided("none"));

    for (int i = 0; i < 20; i++) {
      assertThat(get("none-" + i)).isEmpty();
    }
    assertThat(begun).as("at most two fetches in half a minute").hasValue(2);
    later(LatestKeys.BETWEEN_FETCHES);
    undecided("none");
  }

  private boolean isDecided(String id) {
    try {
      get(id);
      return true;
    } catch (KeySourceException notYet) {
      return false;
    }
  }

  @Test
  void anIssuerThatIsAway_isServedFromItsLastKeys_forAnHour() throws Exception {
    known(first);
    failing = true;
    later(LatestKeys.REFRESH);
    assertThat(get("first")).hasSize(1);
    until(() -> ended.get() == 2);

    later(LatestKeys.OUTAGE.minus(LatestKeys.REFRESH).minusNanos(1));
    until(() -> isDecided("first"));
    assertThat(get("first")).hasSize(1);
    undecided("none");
    later(Duration.ofNanos(1));
    undecided("first");

    failing = false;
    later(LatestKeys.BETWEEN_FETCHES);
    until(() -> isDecided("first"));
    assertThat(get("first")).hasSize(1);
  }

  @Test
  void keys_areFetchedAgain_beforeTheyCountNoMore() throws Exception {
    known(first);
    answers.drainPermits();
    published = List.of(second);
    later(LatestKeys.REFRESH);

    assertThat(get("first")).as("nobody waits for newer ones").hasSize(1);
    until(() -> begun.get() == 2);
    answers.release();
    until(() -> isKnown("second"));
  }

  /** A key that its issuer has withdrawn must not count because nobody has called for a while. */
  @Test
  void afterAPause_oldKeysDoNotCount_whileTheIssuerIsThere() throws Exception {
    known(first);
    published = List.of(second);
    later(LatestKeys.KEPT);

    assertThat(get("second")).hasSize(1);
    assertThat(isKnown("first")).isFalse();
  }

  @Test
  void theFirstFetch_isWaitedForByAFew_andByNobodyElse() throws Exception {
    answers.drainPermits();
    published = List.of(first);
    int callers = 10;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      ExecutorCompletionService<Boolean> all = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < callers; i++) {
        all.submit(() -> isKnown("first"));
      }
      for (int i = 0; i < callers - LatestKeys.WAITERS; i++) {
        assertThat(all.take().get()).as("answered while the issuer is silent").isFalse();
      }
      assertThat(all.poll()).as("the others wait").isNull();
      answers.release();
      List<Boolean> waited = new ArrayList<>();
      for (int i = 0; i < LatestKeys.WAITERS; i++) {
        Future<Boolean> one = all.poll(30, TimeUnit.SECONDS);
        assertThat(one).isNotNull();
        waited.add(one.get());
      }
      assertThat(waited).containsOnly(true);
      assertThat(begun).hasValue(1);
    } finally {
      answers.release(1_000);
      threads.shutdownNow();
    }
  }

  @Test
  void afterAFetchThatFailed_nobodyWaits() throws Exception {
    failing = true;
    undecided("first");
    answers.drainPermits();

    for (int i = 0; i < 20; i++) {
      undecided("first");
    }
    assertThat(ended).hasValue(1);
  }

  @Test
  void aWait_endsWithItsPatience() {
    answers.drainPermits();
    keys = keys(Duration.ofMillis(50));

    undecided("first");
    undecided("first");
    assertThat(ended).hasValue(0);
  }

  @Test
  void anIssuerThatFailsInAnyWay_isAway_andIsAskedAgain() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    keys =
        new LatestKeys(
            "https://i",
            () -> {
              if (fetches.incrementAndGet() == 1) {
                throw new IllegalStateException("a fault of the library");
              }
              return new JWKSet(first);
            },
            PATIENCE,
            nanos::get);

    undecided("first");
    until(() -> isKnown("first"));
    assertThat(fetches).hasValue(2);
  }
}
