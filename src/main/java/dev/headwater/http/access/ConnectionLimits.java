package dev.headwater.http.access;

import java.time.Duration;

/**
 * The limits of connections, and of what is read before a request has a route.
 *
 * @param connections how many may be open; more wait until one is closed
 * @param headerBytes the longest request line with its headers
 * @param headTime how long a request line with its headers, or a TLS handshake, may take
 * @param idleTime how long a connection may be silent
 * @param bytesPerSecond how fast a body must arrive, and an answer be read, on average; 0 for at
 *     any pace
 */
public record ConnectionLimits(
    int connections, int headerBytes, Duration headTime, Duration idleTime, long bytesPerSecond) {

  /** 5,000 connections, 64 KiB, 20 s, 30 s, 256 bytes a second. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(5_000, 65_536, Duration.ofSeconds(20), Duration.ofSeconds(30), 256);
}
