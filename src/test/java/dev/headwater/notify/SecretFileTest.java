package dev.headwater.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
    Path file = write("a-secret-of-16-letters\n");
    SecretFile secret = new SecretFile(file, 16);
    assertThat(secret.text()).isEqualTo("a-secret-of-16-letters");
    write("short");
    await().during(Duration.ofMillis(1_500)).until(() -> secret.text().startsWith("a-secret"));
    // The same size, and a modification time of its own.
    write("b-secret-of-16-letters\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    await().until(() -> secret.text().equals("b-secret-of-16-letters"));
  }
}
