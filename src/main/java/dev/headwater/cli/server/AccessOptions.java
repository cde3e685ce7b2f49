package dev.headwater.cli.server;

import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.ClearText;
import dev.headwater.sdk.access.TokenFile;
import dev.headwater.sdk.access.TokenSource;
import dev.headwater.sdk.access.TrustedCertificates;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options for a Headwater that authenticates its callers. There is none for the token itself:
 * other users of the machine can read a command line.
 */
public final class AccessOptions {

  static final String TOKEN = "HEADWATER_TOKEN";
  static final String TOKEN_FILE = "HEADWATER_TOKEN_FILE";
  static final String CA_FILE = "HEADWATER_CA_FILE";
  private static final String TOKEN_OPTION = "--token-file";
  private static final String CA_OPTION = "--ca-file";

  @Option(
      names = TOKEN_OPTION,
      paramLabel = "FILE",
      description =
          "A file with the token to show to the server (default: $"
              + TOKEN_FILE
              + ", else the token in $"
              + TOKEN
              + ").")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = CA_OPTION,
      paramLabel = "FILE",
      description =
          "For https: certificates (PEM) of the authorities to trust, and no others (default: $"
              + CA_FILE
              + ", else those that Java trusts).")
  private Optional<Path> caFile = Optional.empty();

  /**
   * Reads what the options and variables name. Warns if others on the network could read the token.
   *
   * @throws Failure if a file cannot be used
   */
  public Access access(URI server, Terminal terminal) {
    try {
      Access access = new Access(tokens(terminal), Optional.empty());
      if (access.token().isPresent() && ClearText.isSentTo(server)) {
        terminal.error(ClearText.warning(server));
      }
      boolean given = caFile.isPresent();
      Optional<Path> authorities = given ? caFile : file(CA_FILE, terminal);
      return authorities.isEmpty()
          ? access
          : new Access(
              access.tokens(),
              Optional.of(
                  TrustedCertificates.context(authorities.get(), given ? CA_OPTION : CA_FILE)
                      .getSocketFactory()));
    } catch (AccessException unusable) {
      throw Failure.usage(unusable.getMessage(), unusable);
    }
  }

  private TokenSource tokens(Terminal terminal) throws AccessException {
    if (tokenFile.isPresent()) {
      return new TokenFile(tokenFile.get(), TOKEN_OPTION, terminal::error);
    }
    Optional<Path> file = file(TOKEN_FILE, terminal);
    if (file.isPresent()) {
      return new TokenFile(file.get(), TOKEN_FILE, terminal::error);
    }
    String token = terminal.environment().getOrDefault(TOKEN, "");
    return token.isBlank() ? TokenSource.none() : TokenSource.stated(token, TOKEN);
  }

  /** The file that a variable names; empty if it is not set. */
  private static Optional<Path> file(String variable, Terminal terminal) {
    String name = terminal.environment().getOrDefault(variable, "").strip();
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException noPath) {
      throw Failure.usage(variable + ": '" + name + "' is not the name of a file", noPath);
    }
  }
}
