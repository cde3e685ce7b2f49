package dev.headwater.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;

/**
 * Fetches the keys of an issuer: from a URL, or from the one that the issuer's OpenID Connect
 * configuration names.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";

  private final String issuer;
  private final String keysUrl;
  private final ResourceRetriever retriever;
  private volatile boolean away;

  /**
   * @param keysUrl where the keys are; "" to ask the issuer's configuration
   * @param retriever fetches in bounded time and size
   */
  IssuerKeys(String issuer, String keysUrl, ResourceRetriever retriever) {
    this.issuer = issuer;
    this.keysUrl = keysUrl;
    this.retriever = retriever;
  }

  /** Whether the latest attempt to fetch the keys failed. */
  boolean isAway() {
    return away;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws KeySourceException {
    away = true;
    try {
      String url = keysUrl.isEmpty() ? discovered() : keysUrl;
      JWKSet keys = JWKSet.parse(retriever.retrieveResource(web(url)).getContent());
      away = false;
      return keys;
    } catch (IOException unreachable) {
      throw new JWKSetRetrievalException("the issuer cannot be reached", unreachable);
    } catch (ParseException malformed) {
      throw new JWKSetParseException("the issuer's answer is not a set of keys", malformed);
    }
  }

  private String discovered() throws IOException, ParseException, KeySourceException {
    Map<String, Object> configuration =
        JSONObjectUtils.parse(retriever.retrieveResource(configuration()).getContent());
    String named = JSONObjectUtils.getString(configuration, "issuer");
    if (!issuer.equals(named)) {
      throw new KeySourceException("the configuration at the issuer's URL is of another issuer");
    }
    String url = JSONObjectUtils.getString(configuration, "jwks_uri");
    if (url == null) {
      throw new KeySourceException("the issuer's configuration names no jwks_uri");
    }
    return url;
  }

  /** Java opens files by URL as well, and an issuer has no business there. */
  private static URL web(String url) throws MalformedURLException {
    URL parsed = new URL(url);
    if (!parsed.getProtocol().equals("https") && !parsed.getProtocol().equals("http")) {
      throw new MalformedURLException("the URL of the keys must be one of https or http");
    }
    return parsed;
  }

  private URL configuration() throws MalformedURLException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return web(base + CONFIGURATION);
  }

  @Override
  public void close() {
    // There is nothing to close: each fetch has a connection of its own.
  }
}
