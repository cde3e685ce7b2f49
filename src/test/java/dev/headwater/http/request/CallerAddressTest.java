package dev.headwater.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which addresses count as one caller. */
class CallerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:0:a::1, 2001:db8:0:a::/64",
    "2001:db8:0:a:ffff:ffff:ffff:ffff, 2001:db8:0:a::/64",
    "[2001:db8:0:a::2], 2001:db8:0:a::/64",
    "2001:db8:0:b::1, 2001:db8:0:b::/64",
    "2001:db8:80:b::1, 2001:db8:80:b::/64",
    "::1, 0:0:0:0::/64"
  })
  void of_isTheAddress_orTheNetworkOfIpv6(String remote, String caller) {
    assertThat(CallerAddress.of(remote)).isEqualTo(caller);
  }
}
