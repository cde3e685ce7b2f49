package dev.headwater.sdk;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Generates names for client instances. Each client that is built gets a new name: host, process id
 * and 64 random bits. Host and process id alone are not unique: both repeat, especially in
 * containers.
 */
final class InstanceName {

  private static final int RANDOM_BYTES = 8;
  private static final int HOST_CHARS = 60;

  private InstanceName() {}

  /**
   * Returns a new name such as {@code worker-7-4242-9f86d081884c7d65}: letters, digits, dots and
   * hyphens.
   */
  static String draw() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    // The environment variable, because a lookup of the host name at the resolver can take seconds.
    String host = System.getenv().getOrDefault("HOSTNAME", "").replaceAll("[^A-Za-z0-9.-]", "");
    return (host.isEmpty() ? "" : host.substring(0, Math.min(HOST_CHARS, host.length())) + "-")
        + ProcessHandle.current().pid()
        + "-"
        + HexFormat.of().formatHex(random);
  }
}
