package dev.headwater.sdk.micrometer;

import dev.headwater.sdk.DeliveryCounts;
import dev.headwater.sdk.HeadwaterClient;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * Registers the counts of a client as Micrometer meters.
 *
 * <pre>{@code
 * new ClientMetrics(client).bindTo(registry);
 * }</pre>
 *
 * <ul>
 *   <li>{@code headwater.client.events}, counter, by {@code state}: accepted, delivered, failed,
 *       dropped, recovered. Alert on an increase of failed or dropped.
 *   <li>{@code headwater.client.pending}, gauge, events: accepted - delivered - failed - dropped at
 *       one instant. Alert if it does not return to 0.
 *   <li>{@code headwater.client.spooled}, gauge, bytes on disk.
 *   <li>{@code headwater.client.runs.failed}, counter, steps that were not completed.
 * </ul>
 *
 * <p>Each meter reads the counts separately, so the values of one scrape may be of different
 * instants.
 */
public final class ClientMetrics implements MeterBinder {

  private final HeadwaterClient client;

  public ClientMetrics(HeadwaterClient client) {
    this.client = client;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    events(registry, "accepted", DeliveryCounts::accepted);
    events(registry, "delivered", DeliveryCounts::delivered);
    events(registry, "failed", DeliveryCounts::failed);
    events(registry, "dropped", DeliveryCounts::dropped);
    events(registry, "recovered", DeliveryCounts::recovered);
    Gauge.builder("headwater.client.pending", client, one -> one.counts().pending())
        .description("Events on their way, in memory or in the spool")
        .baseUnit("events")
        .register(registry);
    Gauge.builder("headwater.client.spooled", client, HeadwaterClient::spooledBytes)
        .description("What the spool holds of this client")
        .baseUnit("bytes")
        .register(registry);
    FunctionCounter.builder("headwater.client.runs.failed", client, HeadwaterClient::failedRuns)
        .description("Steps that ended without being completed")
        .register(registry);
  }

  private void events(
      MeterRegistry registry, String state, ToDoubleFunction<DeliveryCounts> count) {
    FunctionCounter.builder(
            "headwater.client.events", client, one -> count.applyAsDouble(one.counts()))
        .description("Events by what became of them")
        .tag("state", state)
        .register(registry);
  }
}
