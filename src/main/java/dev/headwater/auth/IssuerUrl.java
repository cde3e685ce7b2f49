package dev.headwater.auth;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the keys of an issuer may come from: over https, or from this machine. Whoever can change
 * keys on their way can sign tokens.
 */
public final class IssuerUrl {

  /** What is this machine without a look-up of names, which others on the network answer. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]");

  private IssuerUrl() {}

  /** Returns why keys may not come from here, to follow the name of the URL; empty if they may. */
  public static Optional<String> problem(String url) {
    URI parsed;
    try {
      parsed = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      return Optional.of("must be a URL, not '" + url + "'");
    }
    if (parsed.getHost() == null || !(isHttps(parsed) || "http".equalsIgnoreCase(scheme(parsed)))) {
      return Optional.of("must be a URL of https, not '" + url + "'");
    }
    return isHttps(parsed)
            || THIS_MACHINE.matcher(parsed.getHost().toLowerCase(Locale.ROOT)).matches()
        ? Optional.empty()
        : Optional.of(
            "must be https, because others on the way to "
                + parsed.getHost()
                + " could put their own keys in the place of the issuer's; http is for this machine"
                + " (localhost) alone");
  }

  /**
   * Like {@link #problem}, of a URL that the document at another one names. From https, nothing
   * leads to http, not even on this machine: the issuer knows nothing of this machine.
   */
  static Optional<String> problem(String from, String named) {
    return problem(named)
        .or(
            () ->
                isHttps(URI.create(from)) && !isHttps(URI.create(named))
                    ? Optional.of("must be https, as the issuer is")
                    : Optional.empty());
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(scheme(url));
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme());
  }
}
