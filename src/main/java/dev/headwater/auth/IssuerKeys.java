package dev.headwater.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the keys of an issuer: from a URL, or from the one that the issuer's OpenID Connect
 * configuration names. Thread-safe.
 */
final class IssuerKeys implements LatestKeys.Fetch {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";

  private final String issuer;
  private final String keysUrl;
  private final Duration limit;
  private final IssuerDocuments documents = new IssuerDocuments();

  /**
   * @param keysUrl where the keys are; "" to ask the issuer's configuration
   * @param limit the most time for a fetch, with the configuration
   */
  IssuerKeys(String issuer, String keysUrl, Duration limit) {
    this.issuer = issuer;
    this.keysUrl = keysUrl;
    this.limit = limit;
  }

  @Override
  public JWKSet fetch() throws KeySourceException {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    try {
      String url = keysUrl.isEmpty() ? discovered(deadlineNanos) : keysUrl;
      require(IssuerUrl.problem(url), "the URL of the keys");
      return JWKSet.parse(documents.get(url, deadlineNanos));
    } catch (IOException unreachable) {
      throw new KeySourceException("the issuer cannot be reached", unreachable);
    } catch (ParseException malformed) {
      throw new KeySourceException("the issuer's answer is not a set of keys", malformed);
    }
  }

  private String discovered(long deadlineNanos)
      throws IOException, ParseException, KeySourceException {
    require(IssuerUrl.problem(issuer), "the issuer");
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    Map<String, Object> configuration =
        JSONObjectUtils.parse(documents.get(base + CONFIGURATION, deadlineNanos));
    if (!issuer.equals(JSONObjectUtils.getString(configuration, "issuer"))) {
      throw new KeySourceException("the configuration at the issuer's URL is of another issuer");
    }
    String url = JSONObjectUtils.getString(configuration, "jwks_uri");
    if (url == null) {
      throw new KeySourceException("the issuer's configuration names no jwks_uri");
    }
    require(IssuerUrl.problem(issuer, url), "the jwks_uri of the issuer's configuration");
    return url;
  }

  private static void require(Optional<String> problem, String name) throws KeySourceException {
    if (problem.isPresent()) {
      throw new KeySourceException(name + " " + problem.get());
    }
  }
}
