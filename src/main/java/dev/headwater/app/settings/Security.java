package dev.headwater.app.settings;

import dev.headwater.auth.AuthFileException;
import dev.headwater.auth.Authenticator;
import dev.headwater.auth.IssuerUrl;
import dev.headwater.auth.JwtTokens;
import dev.headwater.auth.ServerCertificate;
import dev.headwater.auth.SharedSecret;
import dev.headwater.auth.TokenFile;
import dev.headwater.auth.TrustedIssuers;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import dev.headwater.http.access.Rate;
import dev.headwater.http.access.RateLimits;
import dev.headwater.http.access.ServerNames;
import dev.headwater.query.peer.PeerAccess;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/**
 * How this instance is guarded, by its settings.
 *
 * @param api who may call it
 * @param peers how it calls the others
 */
public record Security(ApiSecurity api, PeerAccess peers) {

  /** How many seconds' worth of refusals one address may have at once. */
  private static final long REFUSALS_AT_ONCE = 4;

  private static final List<Setting> OF_TOKENS = List.of(Setting.AUTH_TOKENS_FILE);
  private static final List<Setting> OF_JWT =
      List.of(Setting.AUTH_JWT_ISSUER, Setting.AUTH_JWT_AUDIENCE, Setting.AUTH_JWT_KEYS_URL);

  /**
   * Reads the files that the settings name.
   *
   * @throws SettingsException if a file is wrong, a key that another one needs is missing, or this
   *     instance would listen beyond this machine and nobody has said who may call it
   */
  public static Security of(Settings settings) {
    try {
      Optional<SharedSecret> secret =
          path(settings, Setting.PEER_SECRET_FILE).map(SharedSecret::new);
      Optional<SSLContext> tls = certificate(settings).map(ServerCertificate::context);
      Optional<SSLContext> trusted =
          path(settings, Setting.PEER_TLS_CA).map(TrustedIssuers::context);
      return new Security(
          new ApiSecurity(
              authenticator(settings),
              secret,
              tls,
              names(settings),
              limits(settings),
              rates(settings)),
          new PeerAccess(
              trusted,
              () -> secret.map(SharedSecret::toSend).orElse(""),
              settings.text(Setting.APPLICATION_ID) + " " + settings.topics().graph()));
    } catch (AuthFileException wrong) {
      throw new SettingsException(wrong.getMessage(), wrong);
    }
  }

  /** Whether this instance, and so each of its installation, speaks TLS. */
  public static boolean hasTls(Settings settings) {
    return !settings.text(Setting.HTTP_TLS_CERTIFICATE).isEmpty();
  }

  private static Optional<Authenticator> authenticator(Settings settings) {
    String auth = settings.text(Setting.AUTH);
    refuseUnused(settings, auth, "tokens", OF_TOKENS);
    refuseUnused(settings, auth, "jwt", OF_JWT);
    return switch (auth) {
      case "tokens" ->
          Optional.of(new TokenFile(Path.of(required(settings, Setting.AUTH_TOKENS_FILE, auth))));
      case "jwt" ->
          Optional.of(
              new JwtTokens(
                  web(settings, Setting.AUTH_JWT_ISSUER, auth),
                  required(settings, Setting.AUTH_JWT_AUDIENCE, auth),
                  required(settings, Setting.AUTH_JWT_ROLES_CLAIM, auth),
                  settings.text(Setting.AUTH_JWT_KEYS_URL).isEmpty()
                      ? ""
                      : web(settings, Setting.AUTH_JWT_KEYS_URL, auth),
                  Clock.systemUTC()));
      case "none" -> Optional.empty();
      default -> {
        requireThisMachine(settings.text(Setting.HTTP_HOST));
        yield Optional.empty();
      }
    };
  }

  /**
   * Where nobody has said who may call, only those may who use the server's own name. With {@code
   * auth=none} somebody has, perhaps for a proxy that passes the name of its own on.
   */
  private static Optional<ServerNames> names(Settings settings) {
    if (!settings.text(Setting.AUTH).isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> names = new TreeSet<>();
    for (Setting setting : List.of(Setting.HTTP_HOST, Setting.HTTP_ADVERTISED_HOST)) {
      if (!settings.text(setting).isEmpty()) {
        names.add(settings.text(setting));
      }
    }
    return Optional.of(new ServerNames(names));
  }

  /** Whether only this machine reaches a server that listens at an address. */
  public static boolean isThisMachineAlone(String host) {
    try {
      return List.of(InetAddress.getAllByName(host)).stream()
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static void requireThisMachine(String host) {
    if (!isThisMachineAlone(host)) {
      throw new SettingsException(
          Setting.AUTH.key()
              + " must be given, because "
              + Setting.HTTP_HOST.key()
              + " is "
              + host
              + ", where other machines reach this server: tokens (with "
              + Setting.AUTH_TOKENS_FILE.key()
              + "), jwt (with "
              + Setting.AUTH_JWT_ISSUER.key()
              + "), or none, for everybody to do everything");
    }
  }

  /** Somebody who gives a file of tokens and forgets auth=tokens must not get an open server. */
  private static void refuseUnused(
      Settings settings, String auth, String needed, List<Setting> given) {
    for (Setting setting : given) {
      if (!auth.equals(needed) && !settings.text(setting).isEmpty()) {
        throw new SettingsException(
            setting.key()
                + " counts only with "
                + Setting.AUTH.key()
                + "="
                + needed
                + ", and "
                + Setting.AUTH.key()
                + " is "
                + (auth.isEmpty() ? "not given" : auth));
      }
    }
  }

  private static String required(Settings settings, Setting setting, String auth) {
    String value = settings.text(setting);
    if (value.isEmpty()) {
      throw new SettingsException(
          setting.key()
              + " must be given with "
              + Setting.AUTH.key()
              + "="
              + auth
              + " ("
              + setting.doc()
              + ")");
    }
    return value;
  }

  private static String web(Settings settings, Setting setting, String auth) {
    String value = required(settings, setting, auth);
    IssuerUrl.problem(value)
        .ifPresent(
            problem -> {
              throw new SettingsException(setting.key() + " " + problem);
            });
    return value;
  }

  private static Optional<ServerCertificate> certificate(Settings settings) {
    Optional<Path> certificate = path(settings, Setting.HTTP_TLS_CERTIFICATE);
    Optional<Path> key = path(settings, Setting.HTTP_TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new SettingsException(
          Setting.HTTP_TLS_CERTIFICATE.key()
              + " and "
              + Setting.HTTP_TLS_KEY.key()
              + " need each other; give both, or neither");
    }
    return certificate.map(file -> new ServerCertificate(file, key.orElseThrow()));
  }

  private static ConnectionLimits limits(Settings settings) {
    return new ConnectionLimits(
        settings.count(Setting.HTTP_MAX_CONNECTIONS),
        settings.count(Setting.HTTP_MAX_HEADER_BYTES),
        Duration.ofMillis(settings.number(Setting.HTTP_HEADER_TIMEOUT_MILLIS)),
        Duration.ofMillis(settings.number(Setting.HTTP_IDLE_TIMEOUT_MILLIS)),
        settings.number(Setting.HTTP_MIN_BODY_BYTES_PER_SECOND));
  }

  private static RateLimits rates(Settings settings) {
    long refusals = settings.number(Setting.HTTP_REFUSALS_PER_SECOND);
    return new RateLimits(
        Rate.perSecond(
            settings.number(Setting.HTTP_CALLER_REQUESTS_PER_SECOND),
            settings.number(Setting.HTTP_CALLER_REQUESTS_BURST)),
        Rate.perSecond(refusals, Math.max(1, refusals * REFUSALS_AT_ONCE)),
        Rate.perMinute(settings.number(Setting.HTTP_LOGINS_PER_MINUTE)));
  }

  private static Optional<Path> path(Settings settings, Setting setting) {
    String file = settings.text(setting);
    return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
  }
}
