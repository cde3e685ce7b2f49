package dev.headwater.sdk.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows for which addresses others on the network could read a token. */
class ClearTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://headwater:8080",
        "HTTP://10.0.0.7",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://[::2]",
        "http://[fe80::1]:8080",
        "http://[1::1]",
        "http://notlocalhost"
      })
  void httpToAnotherMachine_isClearText(String address) {
    assertThat(ClearText.isSentTo(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://headwater",
        "http://localhost:8080",
        "http://LocalHost",
        "http://a.localhost",
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://[::1]:8080",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void httpsAndLoopback_areNot(String address) {
    assertThat(ClearText.isSentTo(URI.create(address))).isFalse();
  }
}
