package dev.headwater.cli.server;

import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all commands share that call a running Headwater. */
public final class ServerOption {
  private static final int MAX_PORT = 65_535;

  static final String VARIABLE = "HEADWATER_URL";
  static final String FALLBACK = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address of Headwater (default: $" + VARIABLE + " if set, else " + FALLBACK + ").")
  private Optional<String> url = Optional.empty();

  @Mixin private AccessOptions access = new AccessOptions();

  private Optional<Api> api = Optional.empty();

  boolean isGiven() {
    return url.isPresent();
  }

  /**
   * Returns the client for the server, the same one at each call: a token from a pipe can be read
   * once, and a warning is worth one line.
   *
   * @throws Failure if the address is invalid, or the token or a certificate cannot be used
   */
  public Api api(Terminal terminal) {
    if (api.isEmpty()) {
      URI server = address(terminal);
      api = Optional.of(new Api(server, access.access(server, terminal)));
    }
    return api.get();
  }

  private URI address(Terminal terminal) {
    String fromVariable = terminal.environment().getOrDefault(VARIABLE, "");
    String name = url.isPresent() || fromVariable.isBlank() ? "--url" : VARIABLE;
    String text = url.orElse(fromVariable.isBlank() ? FALLBACK : fromVariable).strip();
    return address(name, text);
  }

  private static URI address(String name, String text) {
    try {
      URI address = URI.create(text.replaceAll("/+$", ""));
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null && address.getPort() <= MAX_PORT) {
        return address;
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw notAnAddress(name, text);
    }
    throw notAnAddress(name, text);
  }

  private static Failure notAnAddress(String name, String text) {
    return Failure.usage(
        name + ": '" + text + "' is not an http or https address; write it as " + FALLBACK);
  }
}
