package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which secrets are taken, and that a new one is, unless it cannot be used. */
class SecretFileTest {
  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("secret"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "two lines of\nthe secret", "not ascii: größer"})
  void aSecret_isRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> new SecretFile(file, 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .satisfies(
            refused -> {
              if (!text.isEmpty()) {
                assertThat(refused.getMessage()).doesNotContain(text);
              }
            });
  }

  @Test
  void aSecret_isRefusedIfTheFileIsLarge() throws IOException {
    Path file = write("x".repeat(5_000));
    assertThatThrownBy(() -> new SecretFile(file, 16)).hasMessageContaining("4096");
  }

  @Test
  void text_isReadAgain_andTheLastGoodOneStays() throws IOException {
    AtomicLong nanos = new AtomicLong();
    Path file = write("a-secret-of-16-letters\n");
    SecretFile secret = new SecretFile(file, 16, nanos::get);
    assertThat(secret.text()).isEqualTo("a-secret-of-16-letters");
    write("short");
    assertThat(later(secret, nanos)).isEqualTo("a-secret-of-16-letters");
    assertThat(later(secret, nanos)).isEqualTo("a-secret-of-16-letters");
    // The same size, and a modification time of its own.
    write("b-secret-of-16-letters\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(10)));
    assertThat(later(secret, nanos)).isEqualTo("b-secret-of-16-letters");
  }

  /** A receiver that gets the beginning of a token refuses the alert. */
  @Test
  void aSecretThatIsBeingWritten_isNotTaken() throws IOException {
    AtomicLong nanos = new AtomicLong();
    SecretFile secret = new SecretFile(write("a-secret-of-16-letters\n"), 1, nanos::get);
    write("b-sec");
    assertThat(later(secret, nanos)).isEqualTo("a-secret-of-16-letters");
    write("b-secret-of-16-letters\n");
    assertThat(later(secret, nanos)).isEqualTo("a-secret-of-16-letters");
    assertThat(later(secret, nanos)).isEqualTo("b-secret-of-16-letters");
  }

  private static String later(SecretFile secret, AtomicLong nanos) {
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    return secret.text();
  }
}
