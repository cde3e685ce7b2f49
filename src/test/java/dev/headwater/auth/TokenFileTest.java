package dev.headwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what the files of tokens and secrets may say, and that they are read again. */
class TokenFileTest {
  private static final String A = "a".repeat(64);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  @TempDir private Path folder;

  private Path file;
  private int version;

  @BeforeEach
  void name() {
    file = folder.resolve("tokens");
  }

  /** Each version has another time, and two seconds have passed when it is there. */
  private void write(String text) throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + ++version)));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
  }

  private static String line(String name, String role, String token) {
    return name + " " + role + " " + TokenHash.of(token) + "\n";
  }

  @Test
  void hash_isTheSha256OfTheUtf8() {
    assertThat(TokenHash.of("test"))
        .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  }

  @Test
  void tokens_areFoundByTheirHash() throws IOException {
    write(
        "# a comment\n\n  "
            + line("ci", "write", "one")
            + "ops\t admin  "
            + TokenHash.of("two").toUpperCase(java.util.Locale.ROOT)
            + "\r\n");
    TokenFile tokens = new TokenFile(file, nanos::get);

    assertThat(tokens.authenticate("one")).contains(new Principal("ci", Role.WRITE));
    assertThat(tokens.authenticate("two")).contains(new Principal("ops", Role.ADMIN));
    assertThat(tokens.authenticate("three")).isEmpty();
    assertThat(tokens.authenticate("")).isEmpty();
    assertThat(tokens.authenticate(TokenHash.of("one"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ci owner %A%, 'the role must be read, write or admin'",
    "ci READ %A%, 'the role must be read, write or admin'",
    "ci read abc, 'the SHA-256 of a token has 64 hex digits; ''headwater token'' prints one'",
    "ci read, 'must be a name, a role and the SHA-256 of a token, not 2 words'",
    "ci read %A% more, 'must be a name, a role and the SHA-256 of a token, not 4 words'",
    "ci read e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, 'the SHA-256 is that"
        + " of no text at all, and no token''s'",
    "ci read E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855, 'the SHA-256 is that"
        + " of no text at all, and no token''s'",
    "'\u200b read %A%', 'the name has the character U+200B, which nobody can see'",
    "'a\u0007b read %A%', 'the name has the character U+0007, which nobody can see'",
    "'\ufeffci read %A%', 'the name has the character U+FEFF, which nobody can see'",
    "'ci\udb40\udc41 read %A%', 'the name has the character U+E0041, which nobody can see'"
  })
  void aWrongLine_isNamed(String line, String problem) throws IOException {
    write("# one\n" + line.replace("%A%", A) + "\n");

    assertThatThrownBy(() -> new TokenFile(file, nanos::get))
        .isInstanceOf(AuthFileException.class)
        .hasMessage(file + ":2: " + problem);
  }

  @Test
  void theSameTokenTwice_isNamed_inAnyCase() throws IOException {
    write("a read " + A + "\nb write " + A.toUpperCase(java.util.Locale.ROOT) + "\n");

    assertThatThrownBy(() -> new TokenFile(file, nanos::get))
        .hasMessage(file + ":2: the token of line 1 again; remove one");
  }

  @Test
  void aMissingFile_isNamed() {
    assertThatThrownBy(() -> new TokenFile(file, nanos::get))
        .hasMessage(file + ": there is no such file");
  }

  @Test
  void aChangedFile_isInForceAfterASecond_andABrokenOneIsNot() throws IOException {
    write(line("a", "read", "one"));
    TokenFile tokens = new TokenFile(file, nanos::get);

    write(line("b", "write", "two"));
    nanos.addAndGet(-Duration.ofSeconds(2).toNanos());
    assertThat(tokens.authenticate("two")).as("not looked at yet").isEmpty();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(tokens.authenticate("two")).isPresent();
    assertThat(tokens.authenticate("one")).isEmpty();

    write(line("c", "write", "three") + "broken\n");
    assertThat(tokens.authenticate("three")).isEmpty();
    assertThat(tokens.authenticate("two")).isPresent();

    Files.delete(file);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(tokens.authenticate("two")).isPresent();

    write(line("c", "write", "three"));
    assertThat(tokens.authenticate("three")).isPresent();
    assertThat(tokens.authenticate("two")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nobody\n"})
  void aFileWithoutTokens_isRefusedAtTheStart_andNotTakenLater(String text) throws IOException {
    write(text);
    assertThatThrownBy(() -> new TokenFile(file, nanos::get))
        .isInstanceOf(AuthFileException.class)
        .hasMessage(
            file + ": has no token, so that nobody could call; 'headwater token' makes one");

    write(line("a", "read", "one"));
    TokenFile tokens = new TokenFile(file, nanos::get);
    write(text);
    assertThat(tokens.authenticate("one")).isPresent();
  }

  /** A file that has changed a moment ago: a time to come is later than any pause of the test. */
  private void writeNow(String text) throws IOException {
    write(text);
    Instant toCome = Instant.now().plus(Duration.ofHours(1)).plusSeconds(version);
    Files.setLastModifiedTime(file, FileTime.from(toCome));
  }

  @Test
  void aCopyInProgress_isNotTaken() throws IOException {
    write(line("a", "read", "one") + line("b", "read", "two"));
    TokenFile tokens = new TokenFile(file, nanos::get);

    writeNow(line("c", "read", "three"));
    assertThat(tokens.authenticate("two")).as("a part of the copy").isPresent();
    writeNow(line("c", "read", "three") + line("d", "read", "four"));
    assertThat(tokens.authenticate("two")).as("more of it, and perhaps not all").isPresent();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(tokens.authenticate("four")).isPresent();
    assertThat(tokens.authenticate("two")).isEmpty();
  }

  @Test
  void aFileThatChangesWhileItIsRead_isReadAgain() throws IOException {
    write("old");
    AtomicInteger readings = new AtomicInteger();
    WatchedFiles<String> watched =
        new WatchedFiles<>(
            List.of(file),
            texts -> {
              if (readings.incrementAndGet() == 2) {
                writeUnchecked("whole");
              }
              return texts.get(0);
            },
            nanos::get);

    write("half");
    assertThat(watched.get()).isEqualTo("old");
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(watched.get()).isEqualTo("whole");
  }

  private void writeUnchecked(String text) {
    try {
      write(text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void aParserThatFails_failsNoRequest_andIsAskedOnce() throws IOException {
    write("good");
    AtomicInteger readings = new AtomicInteger();
    WatchedFiles<String> watched =
        new WatchedFiles<>(
            List.of(file),
            texts -> {
              readings.incrementAndGet();
              if (texts.get(0).equals("bad")) {
                throw new IllegalStateException("a fault of the parser");
              }
              return texts.get(0);
            },
            nanos::get);

    write("bad");
    for (int i = 0; i < 3; i++) {
      assertThat(watched.get()).isEqualTo("good");
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    }
    assertThat(readings).hasValue(2);
    assertThatThrownBy(
            () ->
                new WatchedFiles<>(
                    List.of(file),
                    texts -> {
                      throw new IllegalStateException("a fault of the parser");
                    },
                    nanos::get))
        .isInstanceOf(AuthFileException.class)
        .hasMessage(file + ": cannot be understood");
  }

  @Test
  void roles_includeTheOnesBefore() {
    assertThat(new Principal("a", Role.WRITE).may(Role.READ)).isTrue();
    assertThat(new Principal("a", Role.WRITE).may(Role.WRITE)).isTrue();
    assertThat(new Principal("a", Role.WRITE).may(Role.ADMIN)).isFalse();
    assertThat(new Principal("a", java.util.Optional.empty()).may(Role.READ)).isFalse();
  }

  @Test
  void aSecret_isReplacedInSteps() throws IOException {
    String old = "0123456789abcdef-old";
    String next = "0123456789abcdef-new";
    write(old + "\n");
    SharedSecret secret = new SharedSecret(file, nanos::get);
    assertThat(secret.toSend()).isEqualTo(old);
    assertThat(secret.matches(next)).isFalse();
    assertThat(secret.matches("")).isFalse();

    write(old + "\n" + next + "\n");
    assertThat(secret.toSend()).isEqualTo(old);
    assertThat(secret.matches(old)).isTrue();
    assertThat(secret.matches(next)).isTrue();

    write(next + "\n");
    assertThat(secret.toSend()).isEqualTo(next);
    assertThat(secret.matches(old)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"short", "with space 0123456789", "''"})
  void aWeakSecret_isRefused_withoutBeingNamed(String weak) throws IOException {
    write(weak + "\n");

    assertThatThrownBy(() -> new SharedSecret(file, nanos::get))
        .isInstanceOf(AuthFileException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageNotContaining(weak.isEmpty() ? "\n" : weak);
  }
}
