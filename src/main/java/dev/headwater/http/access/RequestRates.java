package dev.headwater.http.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The limits of what one caller may ask. Callers by name and addresses have buckets of their own,
 * so that no stranger takes the place of a caller who is known. Thread-safe.
 */
public final class RequestRates {
  /** Of names and of addresses; each takes about 150 bytes. */
  private static final int CALLERS = 20_000;

  private final RateLimit callers;
  private final RateLimit addresses;
  private final RateLimit refusals;
  private final RateLimit logins;

  /**
   * @param nanos a clock as {@link System#nanoTime}
   */
  public RequestRates(RateLimits limits, MeterRegistry metrics, LongSupplier nanos) {
    LimitLog log = new LimitLog(nanos);
    this.callers =
        new RateLimit(
            sentence("requests of this caller", limits.requests()),
            buckets(limits.requests(), nanos),
            counter(metrics, "caller"),
            log);
    this.addresses =
        new RateLimit(
            sentence("requests from this address", limits.requests()),
            buckets(limits.requests(), nanos),
            counter(metrics, "address"),
            log);
    this.refusals =
        new RateLimit(
            sentence("requests without a valid token from this address", limits.refusals()),
            buckets(limits.refusals(), nanos),
            counter(metrics, "token"),
            log);
    this.logins =
        new RateLimit(
            sentence("logins from this address", limits.logins()),
            buckets(limits.logins(), nanos),
            counter(metrics, "login"),
            log);
  }

  /** Requests of an authenticated caller, by name. */
  RateLimit callers() {
    return callers;
  }

  /** Requests of nobody in particular, by address. */
  RateLimit addresses() {
    return addresses;
  }

  /** Requests without a valid token, by address. */
  RateLimit refusals() {
    return refusals;
  }

  /** Logins without a valid token, by address. */
  public RateLimit logins() {
    return logins;
  }

  private static Optional<Buckets> buckets(Rate rate, LongSupplier nanos) {
    return rate.isLimited() ? Optional.of(new Buckets(rate, CALLERS, nanos)) : Optional.empty();
  }

  private static String sentence(String what, Rate rate) {
    return "Too many "
        + what
        + ": the limit is "
        + rate.count()
        + (rate.seconds() == 1 ? " a second" : " in " + rate.seconds() + " s")
        + ", and "
        + rate.burst()
        + " at once. Send this one again later.";
  }

  private static Counter counter(MeterRegistry metrics, String reason) {
    return Counter.builder("headwater.http.limited")
        .description("Requests refused because one caller made too many")
        .tag("reason", reason)
        .register(metrics);
  }
}
