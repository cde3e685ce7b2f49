package dev.headwater.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.http.request.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shows what one limit counts and logs of what it refuses, and that this is bounded. */
class RateLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final List<String> log = new ArrayList<>();
  private final Counter refused = new SimpleMeterRegistry().counter("refused");

  private RateLimit limit(Rate rate) {
    Optional<Buckets> buckets =
        rate.isLimited() ? Optional.of(new Buckets(rate, 10, now::get)) : Optional.empty();
    return new RateLimit(
        "too many",
        buckets,
        refused,
        new LimitLog(now::get, (caller, why) -> log.add(caller + ": " + why)));
  }

  private static Problem refusal(RateLimit limit, String caller) {
    return catchThrowableOfType(Problem.class, () -> limit.require(caller));
  }

  @Test
  void oneLineAMinute_forEachCallerThatIsRefused() {
    RateLimit limit = limit(new Rate(1, 3_600, 1));
    for (String caller : List.of("a", "b", "c")) {
      assertThat(refusal(limit, caller)).isNull();
    }

    for (int second = 0; second < 120; second++) {
      for (int i = 0; i < 10; i++) {
        assertThat(refusal(limit, "a").status()).isEqualTo(429);
      }
      assertThat(refusal(limit, "b").status()).isEqualTo(429);
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    assertThat(log).containsExactly("a: too many", "b: too many", "a: too many", "b: too many");
    assertThat(refused.count()).isEqualTo(1_320);
  }

  /** Everybody can have a million addresses, and nobody reads a million lines. */
  @Test
  void linesOfManyCallers_areBounded() {
    LimitLog many = new LimitLog(now::get, (caller, why) -> log.add(caller));
    for (int i = 0; i < 1_000_000; i++) {
      many.say("stranger-" + i, "too many");
    }
    assertThat(log).hasSize(1_001);
  }

  @Test
  void withoutALimit_nothingIsRefused() {
    RateLimit limit = limit(Rate.NONE);
    for (int i = 0; i < 100_000; i++) {
      limit.require("a");
    }
    limit.giveBack("a");
    assertThat(refused.count()).isZero();
    assertThat(log).isEmpty();
  }

  /** A client that is told 0 would come back at once, for ever. */
  @Test
  void retryAfter_isAtLeastASecond_andRoundedUp() {
    RateLimit limit = limit(Rate.perSecond(1_000, 1));
    limit.require("a");
    assertThat(refusal(limit, "a").headers()).containsEntry("Retry-After", "1");

    RateLimit slow = limit(new Rate(1, 10, 1));
    slow.require("a");
    assertThat(refusal(slow, "a").headers()).containsEntry("Retry-After", "10");
    now.addAndGet(1);
    assertThat(refusal(slow, "a").headers()).containsEntry("Retry-After", "10");
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(refusal(slow, "a").headers()).containsEntry("Retry-After", "9");
  }
}
