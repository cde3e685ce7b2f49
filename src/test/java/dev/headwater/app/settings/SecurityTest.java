package dev.headwater.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.http.access.Rate;
import dev.headwater.http.access.RateLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that nobody gets an open server without having said so. */
class SecurityTest {
  @TempDir private Path folder;

  private static Settings settings(String... pairs) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", "k:9092");
    all.put("registry.url", "http://r:8081");
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return Settings.of(all);
  }

  @Test
  void byDefault_nothingListensBeyondThisMachine() throws IOException {
    Settings settings = settings("http.port=0");

    assertThat(InetAddress.getByName(ListenAddress.of(settings).host()).isLoopbackAddress())
        .isTrue();
    assertThat(ListenAddress.of(settings).url()).startsWith("http://127.0.0.1:");
    assertThat(Security.of(settings).api().authenticator()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3"})
  void beyondThisMachine_authMustBeSaid_inOneLine(String host) {
    assertThatThrownBy(() -> Security.of(settings("http.host=" + host)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("auth must be given, because http.host is " + host)
        .hasMessageNotContaining("\n");
    assertThat(Security.of(settings("http.host=" + host, "auth=none")).api().authenticator())
        .isEmpty();
  }

  @Test
  void rates_areThoseOfTheSettings_andTheStandardOnesByDefault() {
    assertThat(Security.of(settings()).api().rates()).isEqualTo(RateLimits.DEFAULT);
    assertThat(
            Security.of(
                    settings(
                        "http.caller.requests.per.second=7",
                        "http.caller.requests.burst=70",
                        "http.refusals.per.second=3",
                        "http.logins.per.minute=5"))
                .api()
                .rates())
        .isEqualTo(new RateLimits(new Rate(7, 1, 70), new Rate(3, 1, 12), new Rate(5, 60, 5)));
    RateLimits none =
        Security.of(
                settings(
                    "http.caller.requests.per.second=0",
                    "http.caller.requests.burst=10000000",
                    "http.refusals.per.second=0",
                    "http.logins.per.minute=0"))
            .api()
            .rates();
    assertThat(none.requests().count() + none.refusals().count() + none.logins().count()).isZero();
    // The largest values are rates, too.
    Security.of(
        settings(
            "http.caller.requests.per.second=1",
            "http.caller.requests.burst=10000000",
            "http.refusals.per.second=1000000",
            "http.logins.per.minute=1000000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void onThisMachine_itNeedNotBeSaid(String host) {
    assertThat(Security.of(settings("http.host=" + host)).api().authenticator()).isEmpty();
  }

  @Test
  void whereItIsNotSaid_namesCount_andWithNoneTheyDoNot() {
    assertThat(
            Security.of(settings("http.host=::1", "http.advertised.host=Hub.example"))
                .api()
                .names())
        .hasValueSatisfying(
            names -> assertThat(names.others()).containsExactly("::1", "hub.example"));
    assertThat(Security.of(settings("auth=none")).api().names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "auth=tokens, , auth.tokens.file must be given with auth=tokens",
    "auth=jwt, , auth.jwt.issuer must be given with auth=jwt",
    "auth=jwt, auth.jwt.issuer=https://i, auth.jwt.audience must be given with auth=jwt",
    "auth=jwt, auth.jwt.issuer=i, auth.jwt.issuer must be a URL",
    "auth.tokens.file=t, , 'auth.tokens.file counts only with auth=tokens, and auth is not given'",
    "auth=none, auth.jwt.issuer=https://i, 'auth.jwt.issuer counts only with auth=jwt, and auth is"
        + " none'",
    "http.tls.key=k, , http.tls.certificate and http.tls.key need each other"
  })
  void halfASetting_isNamed(String one, String other, String problem) {
    Settings settings = other == null ? settings(one) : settings(one, other);

    assertThatThrownBy(() -> Security.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth.jwt.issuer", "auth.jwt.keys.url"})
  void keysOverClearText_areRefused_exceptOnThisMachine(String key) {
    Map<String, String> all = new HashMap<>();
    all.put("auth.jwt.issuer", "https://i");
    all.put("auth.jwt.audience", "headwater");
    for (String address :
        List.of("http://idp.example/realm", "http://10.1.2.3", "http://localhost@idp.example")) {
      all.put(key, address);
      assertThatThrownBy(() -> Security.of(jwt(all)))
          .as(address)
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith(key + " must be https, because others on the way to ")
          .hasMessageEndingWith("http is for this machine (localhost) alone");
    }
    for (String address : List.of("http://localhost:8080/realm", "https://idp.example/realm")) {
      all.put(key, address);
      assertThat(Security.of(jwt(all)).api().authenticator()).isPresent();
    }
  }

  private static Settings jwt(Map<String, String> more) {
    return settings(
        Stream.concat(
                Stream.of("auth=jwt"),
                more.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()))
            .toArray(String[]::new));
  }

  @Test
  void anotherKindOfAuth_isRefused_andTheKindsAreListed() {
    assertThatThrownBy(() -> settings("auth=basic"))
        .hasMessageContaining("auth must be one of none, tokens, jwt, not 'basic'");
  }

  @Test
  void theFiles_areRead() throws IOException {
    Path tokens = Files.writeString(folder.resolve("t"), "a read " + "a".repeat(64) + "\n");
    Path secret = Files.writeString(folder.resolve("s"), "0123456789abcdef\n");
    Security security =
        Security.of(
            settings("auth=tokens", "auth.tokens.file=" + tokens, "peer.secret.file=" + secret));

    assertThat(security.api().authenticator()).isPresent();
    assertThat(security.api().peers()).isPresent();
    assertThat(security.peers().secret().get()).isEqualTo("0123456789abcdef");
    assertThatThrownBy(
            () -> Security.of(settings("auth=tokens", "auth.tokens.file=" + folder + "/none")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(folder + "/none: there is no such file");
  }
}
