package dev.headwater.cli.operate;

import dev.headwater.auth.TokenHash;
import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token, and the line by which the server knows it. */
@Command(
    name = "token",
    description = {
      "Makes a token for the HTTP API. The token goes to standard output, this once; the line for"
          + " the server's file of tokens (auth.tokens.file), which has only the token's hash, goes"
          + " to standard error, or into --file.",
      "With --hash it reads a token from standard input instead, and prints its line."
    },
    footer = {
      "Example: headwater token nightly-training --role write --file tokens > token",
      "Exit code: 0 done, 1 refused (the name is in the file already), 2 cannot read or write, 64"
          + " wrong usage."
    })
public final class TokenCommand implements Callable<Integer> {

  /** What a token may do; each role may also do what the ones before it may. */
  enum Role {
    read,
    write,
    admin
  }

  /** By which people, and programs that search for secrets, recognize a token. */
  static final String PREFIX = "hw_";

  private static final int RANDOM_BYTES = 32;

  /** Of a token from elsewhere: shorter ones can be found by trying, given the hash. */
  private static final int SHORTEST = 22;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,99}";

  @Parameters(
      paramLabel = "NAME",
      description =
          "Who gets the token, for the server's log: up to 100 letters, digits and . _ @ -")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description =
          "What it may do: one of ${COMPLETION-CANDIDATES}; each also may what the one before may.")
  private Role role = Role.read;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Append the line to this file; a new one gets mode 600.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--hash", description = "Read a token from standard input; do not make one.")
  private boolean hash;

  private final Terminal terminal;

  public TokenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!name.matches(NAME)) {
      throw Failure.usage(
          "NAME must be 1 to 100 letters, digits and . _ @ -, and begin with a letter or digit");
    }
    String token = hash ? tokenFromInput() : newToken();
    String hashed = TokenHash.of(token);
    String line = TokensFile.line(name, role.name(), hashed);
    file.ifPresent(to -> new TokensFile(to).append(name, role.name(), hashed));
    if (hash && file.isEmpty()) {
      print(line);
    } else if (!hash) {
      if (file.isEmpty()) {
        terminal.err().println(line);
        terminal.err().flush();
      }
      print(token);
    }
    return ExitCode.OK;
  }

  private void print(String line) {
    terminal.out().println(line);
    if (terminal.out().checkError()) {
      throw Failure.cannot(
          "cannot write to standard output"
              + file.map(to -> "; remove the line of " + name + " from " + to).orElse(""));
    }
  }

  private static String newToken() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private String tokenFromInput() {
    try {
      byte[] input = terminal.in().readNBytes(AccessToken.MAX_BYTES + 1);
      String text = new String(input, StandardCharsets.UTF_8);
      String token = AccessToken.parse(text, "standard input").reveal();
      if (token.length() < SHORTEST) {
        throw Failure.usage(
            "the token on standard input has fewer than "
                + SHORTEST
                + " characters; who sees its hash could find it by trying");
      }
      return token;
    } catch (AccessException noToken) {
      throw Failure.usage(noToken.getMessage(), noToken);
    } catch (IOException unreadable) {
      throw Failure.cannot("cannot read standard input: " + unreadable.getMessage(), unreadable);
    }
  }
}
