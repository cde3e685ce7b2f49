package dev.headwater.app;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.RoleCheck;
import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.metrics.InstanceMetrics;
import dev.headwater.app.repartition.FollowerLease;
import dev.headwater.app.settings.AlertRouting;
import dev.headwater.app.settings.Limits;
import dev.headwater.app.settings.ListenAddress;
import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.Security;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.settings.Version;
import dev.headwater.app.stream.ChangelogTail;
import dev.headwater.app.stream.CommittedProgress;
import dev.headwater.app.stream.CopyPositions;
import dev.headwater.app.stream.HostedPartitions;
import dev.headwater.app.stream.HostedRuns;
import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.app.stream.PartitionLog;
import dev.headwater.app.stream.Placements;
import dev.headwater.app.stream.RebuildWatch;
import dev.headwater.app.stream.StandbyCopies;
import dev.headwater.app.stream.StreamRuntime;
import dev.headwater.app.stream.StreamsSettings;
import dev.headwater.app.topics.Layout;
import dev.headwater.bridge.BridgeCounts;
import dev.headwater.bridge.BridgeProgress;
import dev.headwater.bridge.BridgeSettings;
import dev.headwater.bridge.BridgeTopology;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Policy;
import dev.headwater.http.ApiServer;
import dev.headwater.http.Backends;
import dev.headwater.http.ingest.KafkaEventSink;
import dev.headwater.http.ingest.KafkaOpenLineageSink;
import dev.headwater.http.operations.QuarantinedContent;
import dev.headwater.http.reads.AlertFeed;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.model.Target;
import dev.headwater.notify.AlertDelivery;
import dev.headwater.notify.Routes;
import dev.headwater.openlineage.EventReader;
import dev.headwater.quarantine.Quarantine;
import dev.headwater.query.Queries;
import dev.headwater.query.ReadCounts;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PlacedCluster;
import dev.headwater.query.progress.KafkaBacklogs;
import dev.headwater.query.progress.KafkaWatermarks;
import dev.headwater.query.progress.Watermarks;
import dev.headwater.query.question.Feed;
import dev.headwater.search.AssetIndex;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.StreamCounts;
import dev.headwater.stream.StreamSettings;
import dev.headwater.stream.TaskPartition;
import dev.headwater.stream.TopicNames;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the parts of an instance together. It starts only the HTTP server and the alert feed. */
final class Assembly {

  /** An upper bound for the bytes that Kafka's record format adds to a record's key and value. */
  private static final int RECORD_FRAME_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final String INDEX_FOLDER = "search-index";

  private final Settings settings;
  private final Optional<Routes> routes;
  private final Connections connections;
  private final TopicNames names;
  private final Layout layout;
  private final int partitions;
  private final ListenAddress address;
  private final Security security;
  private final Path state;
  private final Admin admin;
  private final SchemaRegistry registry;
  private final StreamRuntime stream;
  private final Progress progress;
  private final HostedPartitions hosted;
  private final ChangelogTail tail;
  private final StandbyCopies copies;
  private final AssetIndex index;
  private final RoleCheck roleCheck;
  private final PartitionLog partitionLog;
  private final BridgeCounts bridgeCounts = new BridgeCounts();
  private final BridgeProgress bridgeProgress = new BridgeProgress();

  Assembly(
      Settings settings,
      Policy policy,
      Optional<Routes> routes,
      Connections connections,
      TopicNames names,
      Layout layout,
      FollowerLease followerLease,
      ListenAddress address,
      Security security,
      Path state,
      Admin admin,
      SchemaRegistry registry,
      UnaryOperator<KeyValueBytesStoreSupplier> stores) {
    this.settings = settings;
    this.routes = routes;
    this.connections = connections;
    this.names = names;
    this.layout = layout;
    this.partitions = layout.partitions();
    this.address = address;
    this.security = security;
    this.state = state;
    this.admin = admin;
    this.registry = registry;
    this.partitionLog = new PartitionLog(LOG::info, partitions);
    this.index = new AssetIndex(state.resolve(INDEX_FOLDER), partitions);
    this.progress = new Progress(index, counts(settings));
    StreamCodec codec = new StreamCodec(registry::register, registry::schemaById, names);
    this.roleCheck =
        new RoleCheck(
            new Generation(admin, names),
            layout.follows() ? Generation.Role.FOLLOWS : Generation.Role.LEADS,
            followerLease::renew);
    String instance = instanceName(settings);
    Topology topology =
        GraphTopology.build(
            new StreamSettings(
                names,
                partitions,
                policy,
                settings.count(Setting.WORK_BUDGET),
                Limits.resolvedAlertsKept(settings),
                layout.follows(),
                layout.follows() ? followerLease::require : () -> {},
                roleCheck),
            codec,
            progress,
            TaskPartition.CONSUMED,
            names.graph(),
            stores.apply(Stores.persistentKeyValueStore(GraphTopology.STORE)));
    if (!layout.follows()) { // the events that it would make come from the generation in charge
      addBridge(topology);
    }
    CopyPositions positions = new CopyPositions(System::nanoTime);
    this.stream =
        new StreamRuntime(
            topology,
            StreamsSettings.of(
                settings, instance, state, address.advertisedHost() + ":" + address.port()),
            instance,
            Duration.ofMillis(settings.number(Setting.SHUTDOWN_TIMEOUT_MILLIS)),
            positions,
            this::onRunning);
    this.hosted =
        new HostedPartitions(
            stream, codec, progress, policy, Clock.systemUTC(), lease(), index, index::holders);
    this.tail = new ChangelogTail(consumer(ChangelogTail.CONSUMER));
    this.copies =
        new StandbyCopies(
            partition -> stream.store(GraphTopology.STORE, partition),
            codec,
            progress,
            policy,
            positions,
            names,
            StandbyCopies.offsets(admin, settings.text(Setting.APPLICATION_ID)),
            tail);
  }

  private void addBridge(Topology topology) {
    BridgeTopology.addTo(
        topology,
        bridge(),
        registry::register,
        OpenLineagePayloads.INSTANCE,
        bridgeCounts,
        bridgeProgress);
    if (layout.openLineagePartitions() == partitions) {
      GraphTopology.joinTasks(topology, BridgeTopology.PROCESSOR);
    }
  }

  /**
   * Half a session. An instance that is paused sends no heartbeats either, so after half a session
   * no other instance has its partitions yet.
   */
  private Duration lease() {
    return Duration.ofMillis(settings.number(Setting.SESSION_TIMEOUT_MILLIS) / 2);
  }

  private static StreamCounts counts(Settings settings) {
    return settings.text(Setting.METRICS_STREAM).equals("on")
        ? new StreamCounts()
        : StreamCounts.off();
  }

  /** Runs each time all tasks run. */
  private void onRunning() {
    partitionLog.now(stream.partitionsOf(names.graph()));
    new CommittedProgress(admin, settings.text(Setting.APPLICATION_ID), names, progress).run();
  }

  private BridgeSettings bridge() {
    return new BridgeSettings(
        names,
        layout.openLineagePartitions(),
        hasVersions(),
        Duration.ofMillis(settings.number(Setting.OPENLINEAGE_RUN_KEPT_MILLIS)),
        Math.toIntExact(WantedTopic.maxRecordBytes(settings)) - RECORD_FRAME_BYTES,
        roleCheck);
  }

  private boolean hasVersions() {
    return settings.text(Setting.OPENLINEAGE_VERSIONS).equals("facet");
  }

  /** The Kafka Streams application; this class does not start it. */
  StreamRuntime stream() {
    return stream;
  }

  /** Reads the ends of changelogs. The caller must close it, after what {@link #serve} returns. */
  ChangelogTail tail() {
    return tail;
  }

  /** How far each partition of this instance has been processed. */
  Progress progress() {
    return progress;
  }

  /**
   * Starts to answer requests.
   *
   * @return what the caller must close, the last one first
   */
  List<AutoCloseable> serve() {
    Instance self = new Instance(address.advertisedHost(), address.port(), address.tls());
    Consumer<byte[], byte[]> backlogConsumer = consumer(KafkaBacklogs.CONSUMER);
    Consumer<byte[], byte[]> waitConsumer = consumer(KafkaBacklogs.CONSUMER);
    Consumer<byte[], byte[]> lagConsumer = consumer(KafkaBacklogs.CONSUMER);
    Admin waitAdmin = connections.admin();
    Admin lagAdmin = connections.admin();
    ReadCounts reads = new ReadCounts();
    Queries queries =
        new Queries(
            new PlacedCluster(
                placements(names.graph()),
                self,
                partitions,
                asset -> Partitioning.partition(asset.key(), partitions),
                placements(names.openlineage()),
                layout.openLineagePartitions()),
            new LocalReads(
                hosted, new HostedRuns(stream, bridgeProgress, lease()), copies, this::report),
            new KafkaBacklogs(
                admin,
                backlogConsumer,
                settings.text(Setting.APPLICATION_ID),
                names.graph(),
                partitions,
                Map.of(
                    names.events(),
                    layout.eventPartitions(),
                    names.openlineage(),
                    layout.openLineagePartitions())),
            watermarks(waitAdmin, waitConsumer),
            watermarks(lagAdmin, lagConsumer),
            Limits.reads(settings),
            security.peers(),
            reads);
    KafkaEventSink sink = connections.eventSink(registry);
    KafkaOpenLineageSink openLineage = connections.openLineageSink();
    Quarantine quarantine = connections.quarantine(this::consumer);
    EventDecoder quarantined = new EventDecoder(registry::schemaById);
    AlertDecoder alerts = new AlertDecoder(registry::schemaById);
    AlertFeed feed = new AlertFeed(this::consumer, names.alerts(), alerts::decode);
    AlertDelivery delivery = delivery(queries, alerts);
    feed.start();
    index.start(hosted);
    ApiOptions options = Limits.api(settings, uses());
    copies.start();
    ApiServer server =
        new ApiServer(
            address.host(),
            address.port(),
            options,
            security.api(),
            new Backends(
                queries,
                sink,
                new EventReader(OpenLineagePayloads.INSTANCE, hasVersions()),
                openLineage,
                quarantine,
                new QuarantinedContent(names.openlineage(), quarantined::decode),
                feed,
                new InstanceHealth(
                    () -> stream.streams().state(),
                    stream.failure(),
                    stream.outdated(),
                    feed::isAttached,
                    queries,
                    hosted::numbers,
                    settings.number(Setting.READY_MAX_LAG_EVENTS),
                    options.kafkaAway(),
                    layout.follows()),
                metrics(queries, reads, feed, delivery, options)),
            Clock.systemUTC(),
            Version.text());
    List<AutoCloseable> parts =
        List.of(
            () -> waitAdmin.close(CLOSE),
            () -> lagAdmin.close(CLOSE),
            index,
            copies,
            backlogConsumer,
            waitConsumer,
            lagConsumer,
            queries,
            sink,
            openLineage,
            quarantine,
            feed,
            delivery,
            new RebuildWatch(progress, queries),
            server);
    try {
      server.start();
      if (!layout.follows()) {
        // Before the state is there, nobody's owners are known.
        stream.ready().thenRun(delivery::start);
      }
      return parts;
    } catch (ApiServer.PortTakenException taken) {
      throw new StartException(taken.getMessage(), taken);
    }
  }

  private Placements placements(String topic) {
    return new Placements(
        stream.streams()::metadataForAllStreamsClients,
        topic,
        address.tls(),
        () ->
            stream.outdated().isDone()
                ? InstanceHealth.OUTDATED
                : "The stream of this instance does not run; ask again in a moment.");
  }

  private AlertDelivery delivery(Queries queries, AlertDecoder alerts) {
    return AlertRouting.delivery(
        routes,
        new AlertDelivery.Feed(
            this::consumer,
            names.alerts(),
            settings.text(Setting.APPLICATION_ID) + ".alerts",
            alerts::decode,
            AlertRouting.owners(queries)));
  }

  private Map<String, List<Target>> uses() {
    String file = settings.text(Setting.POLICY_FILE);
    return file.isEmpty() ? Map.of() : PolicyFile.uses(Path.of(file));
  }

  private Watermarks watermarks(Admin ownAdmin, Consumer<byte[], byte[]> ownConsumer) {
    return new KafkaWatermarks(
        ownAdmin,
        ownConsumer,
        settings.text(Setting.APPLICATION_ID),
        Map.of(
            Feed.OPENLINEAGE,
            new KafkaWatermarks.Topic(names.openlineage(), layout.openLineagePartitions()),
            Feed.EVENTS,
            new KafkaWatermarks.Topic(names.events(), layout.eventPartitions()),
            Feed.GRAPH,
            new KafkaWatermarks.Topic(names.graph(), partitions)));
  }

  private Consumer<byte[], byte[]> consumer() {
    return consumer(Map.of());
  }

  private Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
    return connections.reader(more);
  }

  private InstanceReport report() {
    MissingEvents missing = hosted.missing();
    return new InstanceReport(
        stream.streams().state().name(),
        hosted.numbers(),
        hosted.pendingAlerts(),
        missing.producers(),
        missing.events());
  }

  private PrometheusMeterRegistry metrics(
      Queries queries,
      ReadCounts reads,
      AlertFeed feed,
      AlertDelivery delivery,
      ApiOptions options) {
    PrometheusMeterRegistry metrics =
        InstanceMetrics.of(
            new InstanceMetrics.Sources(
                progress.counts(),
                bridgeCounts,
                reads,
                names,
                hosted::counts,
                stream.streams()::state,
                stream.streams()::metrics,
                queries,
                index::waiting,
                index::partitionsNotReady,
                feed::listeners,
                state,
                options.kafkaAway(),
                Version.text()));
    AlertRouting.bind(delivery, metrics);
    return metrics;
  }

  /** The name of this instance in the group. */
  static String instanceName(Settings settings) {
    String said = settings.text(Setting.INSTANCE_ID);
    if (!said.isEmpty()) {
      return said;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      throw new StartException(
          "this machine does not know its own name; give " + Setting.INSTANCE_ID.key(), nameless);
    }
  }
}
