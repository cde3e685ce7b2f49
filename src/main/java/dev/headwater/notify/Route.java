package dev.headwater.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which alerts go where.
 *
 * @param name unique; part of the names of consumer groups
 * @param receivers at least one
 * @param every for a digest: how often it is sent; empty to send each alert at once
 */
public record Route(
    String name, RouteFilter filter, List<Receiver> receivers, Optional<Duration> every) {
  public Route {
    receivers = List.copyOf(receivers);
  }
}
