package dev.headwater.stream;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/** Builds the Kafka Streams topology: two sources, one processor with one store, four sinks. */
public final class GraphTopology {
  /** The name of the state store, for queries. */
  public static final String STORE = GraphProcessor.STORE;

  static final String GRAPH_SINK = "to-graph";
  static final String ALERTS_SINK = "to-alerts";
  static final String ASSETS_SINK = "to-assets";
  static final String QUARANTINE_SINK = "to-quarantine";

  private static final String EVENTS_SOURCE = "from-events";
  private static final String GRAPH_SOURCE = "from-graph";
  private static final String PROCESSOR = "lineage";

  private GraphTopology() {}

  /**
   * Builds the topology for a cluster: RocksDB, one task for each partition.
   *
   * @param progress receives how far each partition has been applied
   */
  public static Topology build(StreamSettings settings, StreamCodec codec, Progress progress) {
    return build(
        settings,
        codec,
        progress,
        TaskPartition.CONSUMED,
        settings.topics().graph(),
        Stores.persistentKeyValueStore(STORE));
  }

  /**
   * Builds the topology with a given store, graph sink and assignment of partitions, for tests and
   * benchmarks.
   *
   * @param taskPartition which partition's assets a task owns
   * @param graphSink the topic for commands; in a cluster, the graph topic itself
   * @param store named {@link #STORE}
   */
  public static Topology build(
      StreamSettings settings,
      StreamCodec codec,
      Progress progress,
      TaskPartition taskPartition,
      String graphSink,
      KeyValueBytesStoreSupplier store) {
    return build(settings, codec, progress, taskPartition, graphSink, store, FlushPolicy.DEFAULT);
  }

  /**
   * Builds the topology as above, and sets how much a task keeps back. For simulations.
   *
   * @param keptBack how much a task keeps back until a commit
   */
  public static Topology build(
      StreamSettings settings,
      StreamCodec codec,
      Progress progress,
      TaskPartition taskPartition,
      String graphSink,
      KeyValueBytesStoreSupplier store,
      FlushPolicy keptBack) {
    TopicNames topics = settings.topics();
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    return new Topology()
        .addSource(EVENTS_SOURCE, read, read, topics.events())
        .addSource(
            AutoOffsetReset.earliest(),
            GRAPH_SOURCE,
            new CommandsFirst(),
            read,
            read,
            topics.graph())
        .addProcessor(
            PROCESSOR,
            () -> new GraphProcessor(settings, codec, progress, taskPartition, keptBack.rows()),
            EVENTS_SOURCE,
            GRAPH_SOURCE)
        .addStateStore(
            Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of()),
            PROCESSOR)
        .addStateStore(BeforeCommit.builder(keptBack.commits()), PROCESSOR)
        .addSink(GRAPH_SINK, graphSink, write, write, PROCESSOR)
        .addSink(ALERTS_SINK, topics.alerts(), write, write, PROCESSOR)
        .addSink(ASSETS_SINK, topics.assets(), write, write, PROCESSOR)
        .addSink(QUARANTINE_SINK, topics.quarantine(), write, write, PROCESSOR);
  }

  /**
   * Makes another processor of the topology run in the tasks of the graph processor. A processor
   * with tasks of its own would get them assigned separately. Kafka Streams gives each thread the
   * same number of tasks, however much work is in them, so one thread could end up with only the
   * tasks that have little work.
   *
   * @param processor its source topic must have as many partitions as the topics of the graph
   */
  public static void joinTasks(Topology topology, String processor) {
    topology.connectProcessorAndStateStores(processor, BeforeCommit.NAME);
  }
}
