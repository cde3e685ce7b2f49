package dev.headwater.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.headwater.auth.TokenHash;
import dev.headwater.cli.CommandRun;
import dev.headwater.cli.Main;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Terminals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows what {@code token} makes, where the token and its line go, and that a file of tokens is
 * never left broken.
 */
class TokenCommandTest {

  private static final String OTHER = "hw_a-token-of-another-tool";

  @TempDir private Path folder;

  private static CommandRun hash(String input, String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(new String[] {"token", "ci", "--role", "read", "--hash"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return CommandRun.with(input, Map.of(), all);
  }

  @Test
  void token_goesToOutput_andItsLineToError() {
    CommandRun run = CommandRun.of("token", "ci@build-1.lab", "--role", "WRITE");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("hw_[A-Za-z0-9_-]{43}\n");
    assertThat(run.err())
        .isEqualTo("ci@build-1.lab write " + TokenHash.of(run.out().strip()) + "\n");
  }

  @Test
  void tokens_differ() {
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      tokens.add(CommandRun.of("token", "ci", "--role", "read").out());
    }

    assertThat(tokens).hasSize(50);
  }

  @Test
  void token_withAFile_isNowhereButInTheOutput() throws IOException {
    Path file = folder.resolve("tokens");

    CommandRun one = CommandRun.of("token", "one", "--role", "read", "--file", file.toString());
    CommandRun two = CommandRun.of("token", "two", "--role", "admin", "--file", file.toString());

    assertThat(one.err() + two.err()).isEmpty();
    assertThat(file)
        .hasContent(
            "one read "
                + TokenHash.of(one.out().strip())
                + "\ntwo admin "
                + TokenHash.of(two.out().strip())
                + "\n");
  }

  @Test
  void newFile_isForItsOwnerAlone_andAnExistingOneKeepsItsMode() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path file = folder.resolve("tokens");

    CommandRun.of("token", "one", "--role", "read", "--file", file.toString());
    assertThat(mode(file)).isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Object key = Files.getAttribute(file, "unix:ino");
    CommandRun.of("token", "two", "--role", "read", "--file", file.toString());

    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(Files.getAttribute(file, "unix:ino"))
        .as("the same file, so that it keeps its owner")
        .isEqualTo(key);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void nameThatIsThere_isRefused_andNothingIsMade() throws IOException {
    Path file =
        Files.writeString(folder.resolve("tokens"), "# ours\n  ci   read  " + "0".repeat(64));

    CommandRun run = CommandRun.of("token", "ci", "--role", "admin", "--file", file.toString());
    CommandRun ours = CommandRun.of("token", "ours", "--role", "read", "--file", file.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).as("no token that nobody knows").isEmpty();
    assertThat(run.err()).contains("a token of the name ci already").hasLineCount(1);
    assertThat(ours.exit()).as("a comment is no token").isZero();
    assertThat(Files.readAllLines(file))
        .as("the last line had no end")
        .hasSize(3)
        .contains("  ci   read  " + "0".repeat(64));
  }

  @Test
  void fileThatCannotBeWritten_isOneLine_andNothingIsMade() {
    for (String file : new String[] {folder.toString(), folder.resolve("none/tokens").toString()}) {
      CommandRun run = CommandRun.of("token", "ci", "--role", "read", "--file", file);

      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains(file).hasLineCount(1).doesNotContain("hw_");
    }
  }

  @Test
  void hash_printsTheLineOfTheTokenOnInput() {
    CommandRun run = hash(OTHER + "\n");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo("ci read " + TokenHash.of(OTHER) + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void hash_withAFile_printsNothing_andRefusesTheSameTokenTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), "");

    CommandRun run = hash(OTHER, "--file", file.toString());
    CommandRun again =
        CommandRun.with(
            OTHER, Map.of(), "token", "b", "--role", "admin", "--hash", "--file", file.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("has this token already, under the name ci");
    assertThat(file).hasContent("ci read " + TokenHash.of(OTHER) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "hw_secret two-words-secret-secret", "hw_secret\nhw_secret2"})
  void hash_refusesWhatIsNoToken_andDoesNotRepeatIt(String input) {
    CommandRun run = hash(input);

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("standard input").doesNotContain("secret").hasLineCount(1);
  }

  @Test
  void hash_refusesAPassword() {
    CommandRun run = hash("correct-horse");

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("fewer than 22 characters").doesNotContain("horse");
  }

  @Test
  void outputThatIsClosed_isAFailure_thatSaysWhatToTakeBack() {
    Path file = folder.resolve("tokens");
    StringWriter err = new StringWriter();
    Terminal terminal = Terminals.pipe(closed(), err, "", Map.of());

    int exit = Main.run(terminal, "token", "ci", "--role", "read", "--file", file.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("remove the line of ci from " + file);
  }

  private static Writer closed() {
    return new Writer() {
      @Override
      public void write(char[] text, int from, int length) throws IOException {
        throw new IOException("closed");
      }

      @Override
      public void flush() {
        // Nothing is kept.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
