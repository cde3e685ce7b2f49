package dev.headwater.sdk.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what becomes of a token file that changes, breaks or goes away. */
class TokenFileTest {

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();

  private TokenFile file(Path file) {
    return new TokenFile(file, "token.file", told::add);
  }

  private static Optional<AccessToken> token(String text) throws AccessException {
    return Optional.of(AccessToken.parse(text, "t"));
  }

  @Test
  void token_isThatOfTheFileNow_alsoAfterAChangeOfTheSameLength() throws Exception {
    Path path = Files.writeString(folder.resolve("token"), "hw_one\n");
    TokenFile tokens = file(path);

    assertThat(tokens.token()).isEqualTo(token("hw_one"));
    Files.setLastModifiedTime(Files.writeString(path, "hw_two\n"), Files.getLastModifiedTime(path));
    assertThat(tokens.token()).isEqualTo(token("hw_two"));
    assertThat(told).isEmpty();
  }

  @Test
  void token_staysTheLastGoodOne_whileTheFileIsBrokenOrAway() throws Exception {
    Path path = Files.writeString(folder.resolve("token"), "hw_one");
    TokenFile tokens = file(path);
    tokens.token();

    Files.writeString(path, "");
    assertThat(tokens.token()).isEqualTo(token("hw_one"));
    Files.delete(path);
    assertThat(tokens.token()).isEqualTo(token("hw_one"));
    assertThat(told).as("one line, however often it is asked for").hasSize(1);
    Files.writeString(path, "hw_two");
    assertThat(tokens.token()).isEqualTo(token("hw_two"));
    Files.writeString(path, "hw_three\nhw_four");
    assertThat(tokens.token()).isEqualTo(token("hw_two"));
    assertThat(told).hasSize(2).noneMatch(line -> line.contains("hw_"));
  }

  @Test
  void token_thatWasNeverGood_isAnErrorThatNamesTheFile() throws IOException {
    Path none = folder.resolve("none");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path large = Files.write(folder.resolve("large"), new byte[AccessToken.MAX_BYTES + 1]);

    assertThatThrownBy(() -> file(none).token()).hasMessage("token.file: there is no file " + none);
    assertThatThrownBy(() -> file(folder).token())
        .hasMessage("token.file: " + folder + " is a folder, not a file");
    assertThatThrownBy(() -> file(empty).token())
        .hasMessage("token.file: " + empty + " is empty; it must hold a token");
    assertThatThrownBy(() -> file(large).token())
        .hasMessage("token.file: " + large + " is larger than 65536 bytes");
  }
}
