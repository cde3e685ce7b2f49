package dev.headwater.model;

import java.time.Instant;
import java.util.Objects;

/**
 * An earlier time during which an alert was open.
 *
 * @param openedAt when it opened
 * @param resolvedAt when it was resolved; later it opened again
 * @param resolution why it was resolved
 * @param severity that it had at last
 */
public record AlertEpisode(
    Instant openedAt, Instant resolvedAt, Resolution resolution, Severity severity) {
  public AlertEpisode {
    Objects.requireNonNull(openedAt, "openedAt");
    Objects.requireNonNull(resolvedAt, "resolvedAt");
    Objects.requireNonNull(resolution, "resolution");
    Objects.requireNonNull(severity, "severity");
  }

  /** The episode that a resolved alert ended. */
  public static AlertEpisode of(Alert resolved) {
    return new AlertEpisode(
        resolved.openedAt(),
        resolved.resolvedAt().orElseThrow(),
        resolved.resolution().orElseThrow(),
        resolved.severity());
  }
}
