package dev.headwater.http.server;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/**
 * Measures requests by route. It does not use the path, because paths contain URNs, and there are
 * millions of those.
 */
public final class RequestMetrics {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Each value is a series that is kept for ever, and a caller may invent methods. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final MeterRegistry registry;

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  public void count(Context ctx, float millis) {
    Endpoint matched = ctx.endpoints().lastHttpEndpoint();
    String method = ctx.req().getMethod();
    Timer.builder("headwater.http.requests")
        .description("Requests answered, and how long that took")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("route", matched == null ? "none" : matched.path)
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(registry)
        .record(Duration.ofNanos((long) (millis * NANOS_PER_MILLI)));
  }
}
