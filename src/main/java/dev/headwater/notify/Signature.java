package dev.headwater.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a webhook gets: {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 (RFC 2104) of
 * {@code SECONDS.BODY} with the shared secret as UTF-8. SECONDS is the time of the attempt, in
 * seconds since 1970.
 */
final class Signature {
  /** The name of the header. */
  static final String HEADER = "Headwater-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static String of(String secret, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
