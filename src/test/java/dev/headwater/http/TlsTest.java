package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.auth.AuthFileException;
import dev.headwater.auth.ServerCertificate;
import dev.headwater.auth.SharedSecret;
import dev.headwater.auth.TokenFile;
import dev.headwater.auth.TrustedIssuers;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.PeerAccess;
import dev.headwater.query.peer.PeerReads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the API over TLS, with certificates that change, and reads between guarded instances. */
class TlsTest {
  @TempDir private static Path made;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    Certificates.make(made, "first", "RSA");
    Certificates.make(made, "second", "EC");
  }

  private void use(String certificate, String key) throws Exception {
    copy(certificate + ".pem", "server.pem");
    copy(key + ".key", "server.key");
  }

  private void copy(String from, String to) throws Exception {
    Files.copy(made.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(folder.resolve(to), FileTime.from(Instant.now().plusSeconds(5)));
  }

  private ServerCertificate certificate() {
    return new ServerCertificate(folder.resolve("server.pem"), folder.resolve("server.key"));
  }

  private ApiSecurity security() throws Exception {
    Guarded.tokens(folder.resolve("tokens"), "r read " + Guarded.READ);
    Files.writeString(folder.resolve("secret"), Guarded.SECRET);
    return new ApiSecurity(
        Optional.of(new TokenFile(folder.resolve("tokens"))),
        Optional.of(new SharedSecret(folder.resolve("secret"))),
        Optional.of(certificate().context()),
        ConnectionLimits.DEFAULT);
  }

  private static SSLContext trusting(String name) {
    return TrustedIssuers.context(made.resolve(name + ".pem"));
  }

  private static HttpResponse<String> get(ApiFixture api, String path, SSLContext trusted)
      throws Exception {
    return HttpClient.newBuilder()
        .sslContext(trusted)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + api.server.port() + path))
                .header("Authorization", "Bearer " + Guarded.READ)
                .build(),
            BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "second"})
  void theApi_answersOverTls_toWhoTrustsItsCertificate(String name) throws Exception {
    use(name, name);
    try (ApiFixture api = new ApiFixture(security())) {
      HttpResponse<String> answer = get(api, "/api/v1/status", trusting(name));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
      assertThatThrownBy(() -> get(api, "/healthz", SSLContext.getDefault()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
  void oldProtocols_areRefused(String protocol, boolean taken) throws Exception {
    use("first", "first");
    try (ApiFixture api = new ApiFixture(security());
        SSLSocket socket =
            (SSLSocket)
                trusting("first").getSocketFactory().createSocket("127.0.0.1", api.server.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      if (taken) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      } else {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
    }
  }

  @Test
  void aNewCertificate_isShownWithoutARestart_onceItsKeyIsThereToo() throws Exception {
    use("first", "first");
    try (ApiFixture api = new ApiFixture(security())) {
      assertThat(subject(api)).isEqualTo("CN=first");
      copy("second.pem", "server.pem");
      long looked = System.nanoTime();
      while (System.nanoTime() - looked < Duration.ofMillis(1_500).toNanos()) {
        assertThat(subject(api)).as("the key is still the first one's").isEqualTo("CN=first");
      }
      copy("second.key", "server.key");
      long from = System.nanoTime();
      while (!subject(api).equals("CN=second")) {
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
      }
      assertThat(get(api, "/api/v1/status", trusting("second")).statusCode()).isEqualTo(200);
    }
  }

  /** Trusts both, and says which certificate the server shows. */
  private String subject(ApiFixture api) throws Exception {
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(made.resolve("first.pem")) + Files.readString(made.resolve("second.pem")));
    try (SSLSocket socket =
        (SSLSocket)
            TrustedIssuers.context(both)
                .getSocketFactory()
                .createSocket("127.0.0.1", api.server.port())) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  /** The forms before PKCS#8 are its innermost value: the key as octets, at the end. */
  @ParameterizedTest
  @CsvSource({"first, RSA PRIVATE KEY", "second, EC PRIVATE KEY"})
  void olderFormsOfKeys_areRead(String name, String type) throws Exception {
    use(name, name);
    byte[] pkcs8 =
        Base64.getMimeDecoder()
            .decode(
                Files.readString(made.resolve(name + ".key")).replaceAll("-----[A-Z ]+-----", ""));
    int at = 1;
    while (pkcs8[at] != 0x30 || end(pkcs8, at) != pkcs8.length) {
      at++;
    }
    byte[] older = Arrays.copyOfRange(pkcs8, at, pkcs8.length);
    Files.writeString(folder.resolve("server.key"), Certificates.pem(type, older));

    assertThat(certificate()).isNotNull();
  }

  /** Where the DER value at this place ends. */
  private static int end(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return switch (first) {
      case 0x81 -> at + 3 + (der[at + 2] & 0xff);
      case 0x82 -> at + 4 + ((der[at + 2] & 0xff) << 8 | der[at + 3] & 0xff);
      default -> at + 2 + first;
    };
  }

  @Test
  void wrongFiles_areNamed() throws Exception {
    use("first", "second");
    assertThatThrownBy(this::certificate)
        .isInstanceOf(AuthFileException.class)
        .hasMessage(
            folder.resolve("server.key")
                + ": the key is malformed, or it is no RSA key as that of the certificate");
    Certificates.make(folder, "third", "RSA");
    Files.copy(
        folder.resolve("third.key"),
        folder.resolve("server.key"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::certificate)
        .hasMessage(
            folder.resolve("server.key")
                + ": is not the key of the first certificate in "
                + folder.resolve("server.pem"));
    Files.writeString(folder.resolve("server.key"), "nothing");
    assertThatThrownBy(this::certificate).hasMessageContaining("has no private key in PEM");
    Files.writeString(
        folder.resolve("server.key"), Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[5]));
    assertThatThrownBy(this::certificate).hasMessageContaining("the key is encrypted");
    Files.writeString(folder.resolve("server.pem"), "nothing");
    assertThatThrownBy(this::certificate).hasMessageContaining("has no certificate in PEM");
  }

  @Test
  void instances_askEachOtherOverTls_withTheirSecret() throws Exception {
    use("first", "first");
    try (ApiFixture api = new ApiFixture(security())) {
      api.graph.assets(dataset("a"));
      Instance peer = new Instance("127.0.0.1", api.server.port(), true);
      assertThat(report(peer, trusting("first"), Guarded.SECRET)).isNotNull();
      for (String secret : new String[] {"", Guarded.READ, "another-secret-0123456789"}) {
        assertThatThrownBy(() -> report(peer, trusting("first"), secret))
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("HTTP 401")
            .hasMessageContaining("peer.secret.file")
            .hasMessageNotContaining("another-secret");
      }
      assertThatThrownBy(() -> report(peer, trusting("second"), Guarded.SECRET))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  private static Object report(Instance peer, SSLContext trusted, String secret) {
    HttpClient client = HttpClient.newBuilder().sslContext(trusted).build();
    return new PeerReads(peer, client, new PeerAccess(Optional.of(trusted), () -> secret, ""))
        .report(Duration.ofSeconds(60));
  }

  /** Without a secret, only this machine may ask, and only while nobody has to say who calls. */
  @Test
  void withoutASecret_onlyAnOpenServerAnswers_andOnlyThisMachine() throws Exception {
    Guarded.tokens(folder.resolve("tokens"), "a admin " + Guarded.ADMIN);
    ApiSecurity tokens =
        new ApiSecurity(
            Optional.of(new TokenFile(folder.resolve("tokens"))),
            Optional.empty(),
            Optional.empty(),
            ConnectionLimits.DEFAULT);
    try (ApiFixture open = new ApiFixture();
        ApiFixture guarded = new ApiFixture(tokens)) {
      String path = "/internal/v1/report";
      assertThat(open.get(path).status()).isEqualTo(200);
      for (String header : new String[] {"X-Forwarded-For", "Forwarded", "Via"}) {
        assertThat(
                open.send(HttpRequest.newBuilder(open.uri(path)).header(header, "for=10.0.0.1"))
                    .status())
            .isEqualTo(403);
      }
      HttpRequest.Builder admin =
          HttpRequest.newBuilder(guarded.uri(path))
              .header("Authorization", "Bearer " + Guarded.ADMIN);
      assertThat(guarded.send(admin).status()).isEqualTo(401);
    }
  }
}
