package dev.headwater.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how much a bucket gives, and that the number of buckets is bounded. */
class BucketsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int MANY = 1_000_000;

  private final AtomicLong now = new AtomicLong();

  private Buckets buckets(Rate rate, int most) {
    return new Buckets(rate, most, now::get);
  }

  private static int taken(Buckets buckets, String key, int attempts) {
    int taken = 0;
    for (int i = 0; i < attempts; i++) {
      taken += buckets.take(key) == 0 ? 1 : 0;
    }
    return taken;
  }

  /** A clock of nanoseconds may begin anywhere, and wraps around. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE})
  void take_givesTheBurst_thenTheRate_andSaysWhen(long start) {
    now.set(start);
    Buckets buckets = buckets(Rate.perSecond(4, 10), 100);

    assertThat(taken(buckets, "a", 20)).isEqualTo(10);
    assertThat(buckets.take("a")).isEqualTo(SECOND / 4);
    now.addAndGet(SECOND / 4 - 1);
    assertThat(buckets.take("a")).isEqualTo(1);
    now.addAndGet(1);
    assertThat(taken(buckets, "a", 20)).isEqualTo(1);
    now.addAndGet(SECOND);
    assertThat(taken(buckets, "a", 20)).isEqualTo(4);
  }

  @Test
  void aLongPause_givesNoMoreThanTheBurst() {
    Buckets buckets = buckets(Rate.perSecond(4, 10), 100);
    taken(buckets, "a", 3);

    now.addAndGet(TimeUnit.DAYS.toNanos(400));

    assertThat(taken(buckets, "a", 20)).isEqualTo(10);
  }

  @Test
  void anotherKey_isNotHindered() {
    Buckets buckets = buckets(Rate.perSecond(1, 5), 100);
    taken(buckets, "a", 1_000);

    assertThat(taken(buckets, "b", 10)).isEqualTo(5);
  }

  @Test
  void giveBack_letsTakeOnceMore_andNeverMoreThanTheBurst() {
    Buckets buckets = buckets(Rate.perSecond(1, 5), 100);
    taken(buckets, "a", 5);

    buckets.giveBack("a");
    assertThat(taken(buckets, "a", 5)).isEqualTo(1);

    for (int i = 0; i < 100; i++) {
      buckets.giveBack("a");
      buckets.giveBack("never taken");
    }
    assertThat(taken(buckets, "a", 20)).isEqualTo(5);
    assertThat(taken(buckets, "never taken", 20)).isEqualTo(5);
  }

  /** The definition of a token bucket: no time gives more than the burst and its rate. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inNoTime_moreIsTakenThanTheBurstAndTheRate(long seed) {
    Random random = new Random(seed);
    Rate rate = new Rate(1 + random.nextInt(50), 1 + random.nextInt(3), 1 + random.nextInt(20));
    Buckets buckets = buckets(rate, 1);
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      now.addAndGet(random.nextInt(4) == 0 ? random.nextLong(2 * SECOND) : random.nextLong(SECOND));
      int attempts = random.nextInt(30);
      for (int attempt = 0; attempt < attempts; attempt++) {
        long wait = buckets.take("a");
        if (wait == 0) {
          taken.add(now.get());
        } else {
          assertThat(wait).as("seed " + seed).isBetween(1L, rate.intervalNanos());
        }
      }
    }
    assertThat(taken).as("seed " + seed).hasSizeGreaterThan(500);
    for (int first = 0; first < taken.size(); first++) {
      int last = Math.min(taken.size() - 1, first + 200);
      long allowed = rate.burst() + (taken.get(last) - taken.get(first)) / rate.intervalNanos();
      assertThat((long) last - first + 1).as("seed " + seed).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void aMillionKeys_takeBoundedRoom_pushNobodyOut_andShareOneBucketBeyondIt() {
    Buckets buckets = buckets(Rate.perSecond(1, 5), 20_000);
    taken(buckets, "limited", 5);
    buckets.take("half");

    int taken = 0;
    for (int i = 0; i < MANY; i++) {
      taken += buckets.take("stranger-" + i) == 0 ? 1 : 0;
    }

    assertThat(buckets.size()).isEqualTo(20_000);
    assertThat(taken).isEqualTo(20_000 - 2 + 5);
    assertThat(taken(buckets, "limited", 5)).isZero();
    assertThat(taken(buckets, "half", 20)).isEqualTo(4);
  }

  @Test
  void keysWithFullBuckets_makeRoomForNewOnes() {
    Buckets buckets = buckets(Rate.perSecond(1, 5), 1_000);
    for (int i = 0; i < 1_000; i++) {
      buckets.take("stranger-" + i);
    }
    taken(buckets, "stranger-1", 4);
    assertThat(taken(buckets, "shares", 20)).isEqualTo(5);

    now.addAndGet(SECOND);

    assertThat(taken(buckets, "new", 20)).isEqualTo(5);
    assertThat(buckets.size()).isEqualTo(2);
    assertThat(taken(buckets, "stranger-1", 20)).isEqualTo(1);
  }

  @Test
  void manyThreads_takeNoMoreThanOne() throws Exception {
    Buckets buckets = buckets(Rate.perSecond(1, 1_000), 10);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> all = () -> taken(buckets, "a", 1_000);
      int sum = 0;
      for (Future<Integer> taken : threads.invokeAll(List.of(all, all, all, all, all, all, all))) {
        sum += taken.get();
      }
      assertThat(sum).isEqualTo(1_000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void rates_thatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> Rate.perSecond(-1, 1)).hasMessageContaining("-1 in 1 s");
    assertThatThrownBy(() -> Rate.perSecond(1, 0)).hasMessageContaining("0 at once");
    assertThatThrownBy(() -> new Rate(1, 60, Long.MAX_VALUE / 2))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Rate.NONE.isLimited()).isFalse();
    assertThat(Rate.perMinute(30).intervalNanos()).isEqualTo(2 * SECOND);
  }
}
