package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.registry.RegistryUnavailableException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a stream thread dies")
class StreamRuntimeTest {

  @Test
  @DisplayName("another goes on after a fenced membership: a killed broker may remember an old one")
  void fencedMembershipIsJoinedAnew() {
    assertThat(StreamRuntime.mayPass(within(new FencedInstanceIdException("processor-5-1"))))
        .isTrue();
  }

  @Test
  @DisplayName("another goes on after the broker ended its transaction, as it does after a pause")
  void endedTransactionIsDoneAgain() {
    assertThat(StreamRuntime.mayPass(within(new InvalidTxnStateException("ended")))).isTrue();
  }

  @Test
  @DisplayName("another goes on after a timeout, or while the registry is away")
  void whatPassesByItself() {
    assertThat(StreamRuntime.mayPass(within(new TimeoutException("60 s")))).isTrue();
    assertThat(StreamRuntime.mayPass(within(new RegistryUnavailableException("away", null))))
        .isTrue();
  }

  @Test
  @DisplayName("the instance ends when it is refused, or when the cause is its own")
  void whatDoesNotPass() {
    assertThat(StreamRuntime.mayPass(within(new AuthorizationException("no")))).isFalse();
    assertThat(StreamRuntime.mayPass(within(new IllegalStateException("broken row")))).isFalse();
  }

  private static Throwable within(RuntimeException cause) {
    return new StreamsException("task 0_1", cause);
  }
}
