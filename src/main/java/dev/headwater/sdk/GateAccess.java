package dev.headwater.sdk;

import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import dev.headwater.sdk.access.ClearText;
import dev.headwater.sdk.access.TokenFile;
import dev.headwater.sdk.access.TokenSource;
import dev.headwater.sdk.access.TrustedCertificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the client shows to the HTTP API, and which certificates it trusts. While the token or the
 * certificates cannot be read, nothing is asked. Thread-safe.
 */
final class GateAccess {

  private static final Logger LOG = LoggerFactory.getLogger(GateAccess.class);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final ClientSettings settings;
  private final TokenSource tokens;
  private Optional<HttpClient> client = Optional.empty();

  GateAccess(ClientSettings settings) {
    this.settings = settings;
    this.tokens = tokens(settings);
  }

  private static TokenSource tokens(ClientSettings settings) {
    String file = settings.get(Setting.TOKEN_FILE);
    if (!file.isEmpty()) {
      return new TokenFile(Path.of(file), Setting.TOKEN_FILE.key(), LOG::warn);
    }
    String token = settings.get(Setting.TOKEN);
    try {
      return token.isEmpty() ? TokenSource.none() : TokenSource.stated(token, Setting.TOKEN.key());
    } catch (AccessException impossible) {
      throw new IllegalStateException("the settings have checked the token", impossible);
    }
  }

  /** Logs what would keep the first question from being answered, and what is not secure. */
  void warn() {
    try {
      URI server = URI.create(settings.get(Setting.URL));
      if (tokens.token().isPresent() && ClearText.isSentTo(server)) {
        LOG.warn("{}: {}", Setting.URL.key(), ClearText.warning(server));
      }
    } catch (AccessException unusable) {
      LOG.warn("{}; gate() is INDETERMINATE while this is so", unusable.getMessage());
    }
  }

  /**
   * Returns the token for the next question; empty if none is configured.
   *
   * @throws AccessException if one is configured that cannot be read
   */
  Optional<AccessToken> token() throws AccessException {
    return tokens.token();
  }

  /** Returns whether a status says that the caller is not known, or may not ask this. */
  static boolean isDenied(int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN;
  }

  /** Returns whether another token can be shown than the one that the server did not accept. */
  boolean hasOtherThan(Optional<AccessToken> sent, int status) {
    try {
      Optional<AccessToken> now = token();
      return status == UNAUTHORIZED && now.isPresent() && !now.equals(sent);
    } catch (AccessException unusable) {
      return false;
    }
  }

  /**
   * Returns why there is no verdict, for a person.
   *
   * @param sent the token that the server did not accept
   * @param said the server's own words without the token; "" if it had none
   */
  String denied(int status, Optional<AccessToken> sent, String said) {
    String answer =
        "Headwater at "
            + settings.get(Setting.URL)
            + " did not let the client ask (HTTP "
            + status
            + (said.isBlank() ? "" : " " + said)
            + "): ";
    if (sent.isEmpty()) {
      return answer + "it wants a token; set " + Setting.TOKEN_FILE.key();
    }
    return answer
        + (status == UNAUTHORIZED
            ? "it does not accept the token in " + tokens.place()
            : "the token in " + tokens.place() + " needs the role read");
  }

  /**
   * Returns the HTTP client, which is created at the first call. It follows no redirect, so that no
   * other host gets the token.
   *
   * @throws AccessException if the file of authorities cannot be used
   */
  synchronized HttpClient client(Duration connectTimeout) throws AccessException {
    if (client.isEmpty()) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(connectTimeout);
      String authorities = settings.get(Setting.CA_FILE);
      if (!authorities.isEmpty()) {
        builder.sslContext(
            TrustedCertificates.context(Path.of(authorities), Setting.CA_FILE.key()));
      }
      client = Optional.of(builder.build());
    }
    return client.get();
  }
}
