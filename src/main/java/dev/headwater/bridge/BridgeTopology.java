package dev.headwater.bridge;

import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.codec.wire.SchemaRegistration;
import dev.headwater.openlineage.Payloads;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the bridge's part of the topology: one source, one processor with one store, three sinks.
 */
public final class BridgeTopology {
  /** The name of the state store. */
  public static final String STORE = "openlineage";

  /** The name of the processor. */
  public static final String PROCESSOR = "openlineage-bridge";

  static final String EVENTS_SINK = "openlineage-to-events";
  static final String REKEYED_SINK = "openlineage-rekeyed";
  static final String QUARANTINE_SINK = "openlineage-to-quarantine";

  private static final String SOURCE = "from-openlineage";
  private static final Logger LOG = LoggerFactory.getLogger(BridgeTopology.class);

  private BridgeTopology() {}

  /**
   * Adds the bridge to a topology.
   *
   * @param registration assigns an id to the schema of our events
   * @param payloads reads our own facets
   * @param counts counts quarantined records and unreadable facets
   * @param progress of the tasks, for readers
   */
  public static void addTo(
      Topology topology,
      BridgeSettings settings,
      SchemaRegistration registration,
      Payloads payloads,
      BridgeCounts counts,
      BridgeProgress progress) {
    addTo(
        topology,
        settings,
        registration,
        payloads,
        counts,
        progress,
        LOG,
        Stores.persistentKeyValueStore(STORE));
  }

  /** Does the same with a given log and store; the store is named {@link #STORE}. */
  static void addTo(
      Topology topology,
      BridgeSettings settings,
      SchemaRegistration registration,
      Payloads payloads,
      BridgeCounts counts,
      BridgeProgress progress,
      Logger log,
      KeyValueBytesStoreSupplier store) {
    String events = settings.topics().events();
    EventEncoder encoder = new EventEncoder(registration, events);
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    topology
        .addSource(SOURCE, read, read, settings.topics().openlineage())
        .addProcessor(
            PROCESSOR,
            () ->
                new BridgeProcessor(
                    settings,
                    encoder,
                    payloads,
                    new QuarantineLog(counts.quarantined(), log),
                    new FacetLog(counts, log),
                    progress),
            SOURCE)
        .addStateStore(
            Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of()),
            PROCESSOR)
        .addSink(EVENTS_SINK, events, write, write, PROCESSOR)
        .addSink(REKEYED_SINK, settings.topics().openlineage(), write, write, PROCESSOR)
        .addSink(QUARANTINE_SINK, settings.topics().quarantine(), write, write, PROCESSOR);
  }
}
