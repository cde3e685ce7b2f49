package dev.headwater.app.repartition;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.kafka.RoleChangedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FollowerLeaseTest {
  private final AtomicLong now = new AtomicLong(5);
  private final FollowerLease lease = new FollowerLease(now::get, Duration.ofSeconds(3));

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void leaseEnds_unlessItIsRenewed() {
    assertThatThrownBy(lease::require)
        .as("nobody has looked yet")
        .isInstanceOf(RoleChangedException.class);
    lease.renew(now.get());
    pass(Duration.ofSeconds(3));
    assertThatCode(lease::require).doesNotThrowAnyException();
    lease.renew(now.get());
    pass(Duration.ofSeconds(3));
    assertThatCode(lease::require).doesNotThrowAnyException();
    pass(Duration.ofMillis(1));
    assertThatThrownBy(lease::require)
        .isInstanceOf(RoleChangedException.class)
        .hasMessageContaining("could not look for 3 s");
  }

  @Test
  void lookThatTookLong_countsFromItsBeginning() {
    long began = now.get();
    pass(Duration.ofSeconds(4));
    lease.renew(began);
    assertThatThrownBy(lease::require).isInstanceOf(RoleChangedException.class);
  }
}
