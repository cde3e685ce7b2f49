package dev.headwater.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts the JWT of one OpenID Connect issuer. Thread-safe.
 *
 * <p>A JWT needs a signature by a key of the issuer's key set, with an RSA or elliptic curve
 * algorithm, and the issuer, the audience and an expiry that is not over. Keys are fetched in the
 * background, kept for minutes, and fetched again, at most twice in half a minute, when a JWT names
 * a key that is not there; until they have come, that JWT is undecided. While the issuer cannot be
 * reached, its keys serve on for an hour; what needs other keys is undecided.
 */
public final class JwtTokens implements Authenticator {
  /**
   * Only algorithms with a key pair. With HS256 among them, a caller could sign with the issuer's
   * public key as if it were a secret.
   */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration FETCH = Duration.ofSeconds(6);
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final String issuer;
  private final RolesClaim roles;
  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * @param issuer what the claim {@code iss} must be
   * @param audience what the claim {@code aud} must contain
   * @param rolesClaim the claim with the roles; dots lead into nested objects
   * @param keysUrl where the issuer's keys are; "" to ask its OpenID Connect configuration
   */
  public JwtTokens(String issuer, String audience, String rolesClaim, String keysUrl, Clock clock) {
    this.issuer = issuer;
    this.roles = new RolesClaim(rolesClaim);
    this.keys = new IssuerKeys(issuer, keysUrl, FETCH);
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS, new LatestKeys(issuer, keys, FETCH, System::nanoTime)));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  @Override
  public Optional<Principal> authenticate(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!isOfTheIssuer(jwt)) {
        return Optional.empty();
      }
      return Optional.of(principal(processor.process(jwt, null)));
    } catch (KeySourceException notNow) {
      throw undecided(notNow);
    } catch (ParseException | BadJOSEException | JOSEException invalid) {
      return Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      // The library's parsers throw these for some malformed parts.
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> obstacle() {
    try {
      return keys.fetch().isEmpty()
          ? Optional.of("the issuer " + issuer + " publishes no keys")
          : Optional.empty();
    } catch (KeySourceException away) {
      return Optional.of(
          "the keys of the issuer " + issuer + " are not there: " + LatestKeys.reason(away));
    }
  }

  /**
   * Looks before the signature is verified, so that a JWT of somebody else costs no fetch of keys.
   */
  private boolean isOfTheIssuer(SignedJWT jwt) throws ParseException {
    return ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
        && jwt.getJWTClaimsSet() != null
        && issuer.equals(jwt.getJWTClaimsSet().getIssuer());
  }

  private UndecidedException undecided(Exception cause) {
    return new UndecidedException(
        "The keys of the issuer of tokens, "
            + issuer
            + ", are not there or not new enough, so that this token cannot be checked now.",
        cause);
  }

  private Principal principal(JWTClaimsSet claims) throws ParseException {
    Map<String, Object> all = claims.getClaims();
    for (String claim : new String[] {"preferred_username", "sub", "client_id"}) {
      if (all.get(claim) instanceof String name && !name.replaceAll("\\p{C}", " ").isBlank()) {
        return new Principal(name, roles.in(all));
      }
    }
    return new Principal("(no name)", roles.in(all));
  }
}
