package dev.headwater.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Measures requests by route. It does not use the path, because paths contain URNs, and there are
 * millions of those.
 */
final class RequestMetrics {
  private static final double NANOS_PER_MILLI = 1e6;

  private final MeterRegistry registry;

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(Context ctx, float millis) {
    Endpoint matched = ctx.endpoints().lastHttpEndpoint();
    Timer.builder("headwater.http.requests")
        .description("Requests answered, and how long that took")
        .tag("method", ctx.method().name())
        .tag("route", matched == null ? "none" : matched.path)
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(registry)
        .record(Duration.ofNanos((long) (millis * NANOS_PER_MILLI)));
  }
}
