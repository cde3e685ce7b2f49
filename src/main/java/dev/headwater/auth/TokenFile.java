package dev.headwater.auth;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a file, which holds only their hashes. Thread-safe.
 *
 * <pre>{@code
 * # name  role   SHA-256 of the token
 * ci      write  9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * }</pre>
 *
 * White space separates the three, and a line that begins with {@code #} is a comment. A changed
 * file is in force within about two seconds. While a new version is broken or has no token at all,
 * the last good one stays.
 */
public final class TokenFile implements Authenticator {
  private static final int MAX_TOKENS = 10_000;
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  /** What nobody sees, and so nobody can compare: control and format characters and the like. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

  /** Of a token that is not there: a script that hashes an unset variable makes it. */
  private static final String HASH_OF_NOTHING = TokenHash.of("");

  private final WatchedFiles<Map<String, Principal>> byHash;

  /**
   * Reads the file.
   *
   * @throws AuthFileException if the file is missing or wrong; one sentence with file and line
   */
  public TokenFile(Path file) {
    this(file, System::nanoTime);
  }

  TokenFile(Path file, LongSupplier nanos) {
    this.byHash =
        new WatchedFiles<>(List.of(file), texts -> parse(file.toString(), texts.get(0)), nanos);
  }

  /**
   * A look-up by hash needs no constant time: from a hash, nobody can compute a token that has it.
   */
  @Override
  public Optional<Principal> authenticate(String token) {
    return token.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byHash.get().get(TokenHash.of(token)));
  }

  private static Map<String, Principal> parse(String file, String text) {
    Map<String, Principal> tokens = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      String place = file + ":" + number + ": ";
      String[] parts = content.split("\\s+");
      if (parts.length != 3) {
        throw new AuthFileException(
            place
                + "must be a name, a role and the SHA-256 of a token, not "
                + parts.length
                + (parts.length == 1 ? " word" : " words"));
      }
      requireVisible(place, parts[0]);
      Role role =
          Role.of(parts[1])
              .orElseThrow(
                  () -> new AuthFileException(place + "the role must be read, write or admin"));
      if (!HASH.matcher(parts[2]).matches()) {
        throw new AuthFileException(
            place + "the SHA-256 of a token has 64 hex digits; 'headwater token' prints one");
      }
      String hash = parts[2].toLowerCase(Locale.ROOT);
      if (hash.equals(HASH_OF_NOTHING)) {
        throw new AuthFileException(
            place + "the SHA-256 is that of no text at all, and no token's");
      }
      Integer earlier = lines.putIfAbsent(hash, number);
      if (earlier != null) {
        throw new AuthFileException(place + "the token of line " + earlier + " again; remove one");
      }
      tokens.put(hash, new Principal(parts[0], role));
      if (tokens.size() > MAX_TOKENS) {
        throw new AuthFileException(place + "there may be " + MAX_TOKENS + " tokens, and not more");
      }
    }
    if (tokens.isEmpty()) {
      throw new AuthFileException(
          file + ": has no token, so that nobody could call; 'headwater token' makes one");
    }
    return Map.copyOf(tokens);
  }

  private static void requireVisible(String place, String name) {
    Matcher invisible = INVISIBLE.matcher(name);
    if (invisible.find()) {
      throw new AuthFileException(
          place
              + String.format(
                  "the name has the character U+%04X, which nobody can see",
                  invisible.group().codePointAt(0)));
    }
  }
}
