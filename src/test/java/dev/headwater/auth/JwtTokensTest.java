package dev.headwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows which JWT are valid, with a real issuer over HTTP. */
class JwtTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String AUDIENCE = "headwater";

  private static RSAKey rsa;
  private static ECKey ec;
  private static RSAKey foreign;

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile List<JWK> published = List.of();
  private HttpServer server;
  private String issuer;

  @BeforeAll
  static void keys() throws Exception {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    foreign = new RSAKeyGenerator(2048).keyID("rsa").generate();
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    answer(
        "/realm/.well-known/openid-configuration",
        () -> "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}");
    answer(
        "/realm/keys",
        () -> {
          fetches.incrementAndGet();
          return new JWKSet(published).toPublicJWKSet().toString();
        });
    server.start();
    published = List.of(rsa, ec);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, java.util.function.Supplier<String> text) {
    server.createContext(
        path,
        exchange -> {
          byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private JwtTokens tokens(String claim) {
    return new JwtTokens(issuer, AUDIENCE, claim, "", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(List.of("other", AUDIENCE))
        .subject("1234")
        .expirationTime(Date.from(NOW.plusSeconds(60)))
        .claim("roles", List.of("offline_access", "read", "write"));
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, JWSSigner signer, JWTClaimsSet claims) throws Exception {
    JWSHeader header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(kid).build();
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String signed(JWTClaimsSet claims) throws Exception {
    return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
  }

  @Test
  void aJwtOfTheIssuer_isValid_withEachKindOfKey_andKeysAreFetchedOnce() throws Exception {
    JwtTokens tokens = tokens("roles");
    JWTClaimsSet claims = claims().build();

    for (String jwt :
        List.of(
            signed(claims),
            signed(JWSAlgorithm.PS512, "rsa", new RSASSASigner(rsa), claims),
            signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims))) {
      assertThat(tokens.authenticate(jwt)).contains(new Principal("1234", Role.WRITE));
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void anotherIssuerAudienceOrTime_isNotValid() throws Exception {
    JwtTokens tokens = tokens("roles");
    assertThat(tokens.authenticate(signed(claims().build()))).isPresent();

    for (JWTClaimsSet wrong :
        List.of(
            claims().issuer("https://issuer.example").build(),
            claims().issuer(null).build(),
            claims().audience("other").build(),
            claims().audience((String) null).build(),
            claims().expirationTime(Date.from(NOW.minusSeconds(31))).build(),
            claims().expirationTime(null).build(),
            claims().notBeforeTime(Date.from(NOW.plusSeconds(31))).build())) {
      assertThat(tokens.authenticate(signed(wrong))).as(wrong.toString()).isEmpty();
    }
  }

  @Test
  void aForgedOne_isNotValid() throws Exception {
    JwtTokens tokens = tokens("roles");
    JWTClaimsSet claims = claims().build();
    String good = signed(claims);
    byte[] publicKey = rsa.toPublicJWK().toRSAPublicKey().getEncoded();

    for (String forged :
        List.of(
            new PlainJWT(claims).serialize(),
            signed(JWSAlgorithm.HS256, "rsa", new MACSigner(publicKey), claims),
            signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(foreign), claims),
            good.substring(0, good.lastIndexOf('.') + 1),
            good.substring(0, good.length() - 8) + "AAAAAAAA",
            good.substring(good.indexOf('.')),
            "a.b.c",
            "..",
            "not a jwt",
            "")) {
      assertThat(tokens.authenticate(forged)).as(forged).isEmpty();
    }
    assertThat(tokens.authenticate(good)).isPresent();
  }

  @Test
  void roles_areFoundInTextsListsAndNestedObjects() throws Exception {
    assertThat(role("roles", Map.of("roles", "read admin"))).contains(Role.ADMIN);
    assertThat(role("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("read")))))
        .contains(Role.READ);
    assertThat(role("https://x.example/roles", Map.of("https://x.example/roles", List.of("write"))))
        .contains(Role.WRITE);
    assertThat(role("roles", Map.of("roles", List.of("reader", 5, "Admin")))).isEmpty();
    assertThat(role("realm_access.roles", Map.of("realm_access", "admin"))).isEmpty();
    assertThat(role("groups", Map.of("roles", "admin"))).isEmpty();
  }

  private Optional<Role> role(String claim, Map<String, Object> given) throws Exception {
    JWTClaimsSet.Builder claims = claims().claim("roles", null);
    given.forEach(claims::claim);
    return tokens(claim).authenticate(signed(claims.build())).orElseThrow().role();
  }

  /** The answer about a token as soon as it is decided. */
  private static Optional<Principal> eventually(JwtTokens tokens, String jwt) {
    long from = System.nanoTime();
    while (true) {
      try {
        return tokens.authenticate(jwt);
      } catch (UndecidedException notYet) {
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
        Thread.onSpinWait();
      }
    }
  }

  /** Nobody needs a key to send a JWT that names one. */
  @Test
  void anIssuerThatIsSlow_holdsNobodyUp() throws Exception {
    JwtTokens tokens = tokens("roles");
    JWTClaimsSet claims = claims().build();
    assertThat(tokens.authenticate(signed(claims))).isPresent();
    CountDownLatch over = new CountDownLatch(1);
    server.removeContext("/realm/keys");
    answer(
        "/realm/keys",
        () -> {
          try {
            over.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return "";
        });

    try {
      long from = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        String unsigned =
            signed(JWSAlgorithm.RS256, "no-" + i, new RSASSASigner(foreign), claims)
                .replaceAll("[^.]*$", "AAAA");
        assertThatThrownBy(() -> tokens.authenticate(unsigned))
            .isInstanceOf(UndecidedException.class);
        assertThat(tokens.authenticate(signed(claims))).isPresent();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
    } finally {
      over.countDown();
    }
  }

  @Test
  void aNewKey_isFetched_andUnknownOnesAreNotFetchedAgainAndAgain() throws Exception {
    published = List.of(ec);
    JwtTokens tokens = tokens("roles");
    JWTClaimsSet claims = claims().build();
    assertThat(tokens.authenticate(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims)))
        .isPresent();

    published = List.of(ec, rsa);
    assertThat(eventually(tokens, signed(claims))).isPresent();

    int before = fetches.get();
    for (int i = 0; i < 50; i++) {
      assertThat(
              tokens.authenticate(
                  signed(JWSAlgorithm.RS256, "no-" + i, new RSASSASigner(rsa), claims)))
          .isEmpty();
    }
    assertThat(fetches.get() - before).isLessThanOrEqualTo(2);
  }

  /** Neither a refusal nor a pass; what the cache decides is decided all the same. */
  @Test
  void anIssuerThatIsAway_leavesItUndecided() throws Exception {
    JwtTokens cached = tokens("roles");
    JWTClaimsSet claims = claims().build();
    assertThat(cached.authenticate(signed(claims))).isPresent();
    JwtTokens fresh = tokens("roles");
    server.stop(0);

    assertThatThrownBy(() -> fresh.authenticate(signed(claims)))
        .isInstanceOf(UndecidedException.class)
        .hasMessageContaining(issuer);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> fresh.authenticate(signed(claims)))
          .as("also while fetches are limited")
          .isInstanceOf(UndecidedException.class);
    }
    assertThat(fresh.authenticate("garbage")).isEmpty();
    assertThat(cached.authenticate(signed(claims))).isPresent();
    assertThatThrownBy(
            () ->
                cached.authenticate(
                    signed(JWSAlgorithm.RS256, "new", new RSASSASigner(rsa), claims)))
        .isInstanceOf(UndecidedException.class);
  }

  @Test
  void aConfigurationOfAnotherIssuer_isNotBelieved() throws Exception {
    server.removeContext("/realm/.well-known/openid-configuration");
    answer(
        "/realm/.well-known/openid-configuration",
        () -> "{\"issuer\":\"https://evil.example\",\"jwks_uri\":\"" + issuer + "/keys\"}");

    assertThatThrownBy(() -> tokens("roles").authenticate(signed(claims().build())))
        .isInstanceOf(UndecidedException.class);
    assertThat(fetches).hasValue(0);
  }

  @Test
  void keysAtAUrl_needNoConfiguration_andAFileIsNoUrl() throws Exception {
    server.removeContext("/realm/.well-known/openid-configuration");
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    assertThat(
            new JwtTokens(issuer, AUDIENCE, "roles", issuer + "/keys", clock)
                .authenticate(signed(claims().build())))
        .isPresent();
    assertThatThrownBy(
            () ->
                new JwtTokens(issuer, AUDIENCE, "roles", "file:/etc/passwd", clock)
                    .authenticate(signed(claims().build())))
        .isInstanceOf(UndecidedException.class);
  }
}
