package dev.headwater.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --url}, which all commands share that call a running Headwater. */
final class ServerOption {
  private static final int MAX_PORT = 65_535;

  static final String VARIABLE = "HEADWATER_URL";
  static final String FALLBACK = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address of Headwater (default: $" + VARIABLE + " if set, else " + FALLBACK + ").")
  private Optional<String> url = Optional.empty();

  boolean isGiven() {
    return url.isPresent();
  }

  /**
   * Creates the client for the server.
   *
   * @throws Failure if the address is invalid
   */
  Api api(Terminal terminal) {
    String fromVariable = terminal.environment().getOrDefault(VARIABLE, "");
    String name = url.isPresent() || fromVariable.isBlank() ? "--url" : VARIABLE;
    String text = url.orElse(fromVariable.isBlank() ? FALLBACK : fromVariable).strip();
    return new Api(address(name, text));
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
