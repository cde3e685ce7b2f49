package dev.headwater.sdk.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A token in a file of its own. The file is read for every request, because a request costs more
 * than reading it, and no rotation can be missed. While a new file is missing or broken, for
 * example half written, the last good token stays in use. Thread-safe.
 */
public final class TokenFile implements TokenSource {

  private final Path file;
  private final String name;
  private final Consumer<String> onBroken;
  private Optional<AccessToken> last = Optional.empty();
  private boolean broken;

  /**
   * Does not read the file yet.
   *
   * @param name what names the file: an option, a variable or a setting
   * @param onBroken gets one message each time that a good file becomes a broken one
   */
  public TokenFile(Path file, String name, Consumer<String> onBroken) {
    this.file = file;
    this.name = name;
    this.onBroken = onBroken;
  }

  @Override
  public synchronized Optional<AccessToken> token() throws AccessException {
    if (last.isPresent() && Files.exists(file) && !Files.isRegularFile(file)) {
      return last; // a pipe can be read once
    }
    try {
      last = Optional.of(read());
      broken = false;
    } catch (AccessException failed) {
      if (last.isEmpty()) {
        throw failed;
      }
      if (!broken) {
        onBroken.accept(failed.getMessage() + "; the token that it held before stays in use");
      }
      broken = true;
    }
    return last;
  }

  @Override
  public String place() {
    return file + " (" + name + ")";
  }

  private AccessToken read() throws AccessException {
    byte[] bytes = BoundedFile.read(file, name, AccessToken.MAX_BYTES);
    return AccessToken.parse(new String(bytes, StandardCharsets.UTF_8), name + ": " + file);
  }
}
