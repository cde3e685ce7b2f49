package dev.headwater.sdk;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names for client instances. Each is drawn when a client is built, from 64 random bits besides
 * host and process id: process ids repeat, in containers above all, and so do host names.
 */
final class InstanceName {

  private static final int RANDOM_BYTES = 8;
  private static final int HOST_CHARS = 60;

  private InstanceName() {}

  /** Such as {@code worker-7-4242-9f86d081884c7d65}: letters, digits, dots and hyphens. */
  static String draw() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    // Asking the resolver for the host's name could take seconds.
    String host = System.getenv().getOrDefault("HOSTNAME", "").replaceAll("[^A-Za-z0-9.-]", "");
    return (host.isEmpty() ? "" : host.substring(0, Math.min(HOST_CHARS, host.length())) + "-")
        + ProcessHandle.current().pid()
        + "-"
        + HexFormat.of().formatHex(random);
  }
}
