package dev.headwater.bench.harness;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of a benchmark: a real broker and a schema registry in a process of their own,
 * and a temporary folder for all data. {@link #close} removes the folder, and so does the shutdown
 * of this process. Thread-safe.
 */
public final class Installation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

  /** The id of the embedded broker. */
  private static final int BROKER = 1;

  private final BenchConfig setup;
  private final Path folder;
  private final KafkaProcess kafka;
  private final Admin admin;
  private final SchemaRegistry registry;
  private final Thread atExit = new Thread(this::stop, "headwater-bench-stop");
  private final Deque<AutoCloseable> users = new ArrayDeque<>();
  private boolean stopped;

  private Installation(BenchConfig setup, Path folder, KafkaProcess kafka) {
    this.setup = setup;
    this.folder = folder;
    this.kafka = kafka;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    this.registry = new Connections(settings(Map.of())).registry();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public static Installation start(BenchConfig setup) {
    try {
      Path folder =
          Files.createTempDirectory("headwater-bench-" + ProcessHandle.current().pid() + "-");
      return new Installation(
          setup, folder, KafkaProcess.start(folder.resolve("broker"), setup.brokerHeapMegabytes()));
    } catch (IOException failed) {
      throw new BenchException(
          "cannot create a folder in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + failed.getMessage(),
          failed);
    }
  }

  BenchConfig setup() {
    return setup;
  }

  public TopicNames topics() {
    return TopicNames.DEFAULT;
  }

  public SchemaRegistry registry() {
    return registry;
  }

  public Admin admin() {
    return admin;
  }

  public Path folder() {
    return folder;
  }

  public Path stateFolder() {
    return folder.resolve("state");
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The process id of the broker. */
  public long brokerPid() {
    return kafka.pid();
  }

  /**
   * Registers a user of this installation, which is closed before the installation stops. Closing
   * the user twice must be harmless.
   */
  synchronized <T extends AutoCloseable> T uses(T user) {
    if (stopped) {
      closeQuietly(user);
      throw new BenchException("stopped");
    }
    users.push(user);
    return user;
  }

  private static void closeQuietly(AutoCloseable user) {
    try {
      user.close();
    } catch (Exception failed) { // declared by AutoCloseable; all data is deleted anyway
      LOG.debug("while stopping", failed);
    }
  }

  /** The settings of the processor, by key. */
  Map<String, String> processorSettings() {
    return setup.settings(kafka, stateFolder().toString());
  }

  /** The settings of the processor, with others added or replaced. */
  Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(processorSettings());
    all.putAll(more);
    return Settings.of(all);
  }

  /** How many bytes and records a topic has on disk, transaction markers included. */
  public TopicSize size(String topic) {
    long bytes =
        await(admin.describeLogDirs(List.of(BROKER)).allDescriptions()).values().stream()
            .flatMap(folders -> folders.values().stream())
            .flatMap(folder -> folder.replicaInfos().entrySet().stream())
            .filter(replica -> replica.getKey().topic().equals(topic))
            .mapToLong(replica -> replica.getValue().size())
            .sum();
    Map<TopicPartition, Long> ends = ends(topic);
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    ends.keySet().forEach(partition -> earliest.put(partition, OffsetSpec.earliest()));
    long begins =
        await(admin.listOffsets(earliest).all()).values().stream()
            .mapToLong(info -> info.offset())
            .sum();
    long records = ends.values().stream().mapToLong(Long::longValue).sum() - begins;
    return new TopicSize(bytes, records);
  }

  /** The size of a topic. */
  public record TopicSize(long bytes, long records) {}

  /** A producer that does not linger; all in-sync replicas acknowledge. */
  public Producer<byte[], byte[]> promptProducer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A consumer at the end of all partitions of a topic that reads committed records. */
  public Consumer<byte[], byte[]> tail(String topic) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Map<TopicPartition, Long> ends = ends(topic);
    consumer.assign(ends.keySet());
    ends.forEach(consumer::seek);
    return consumer;
  }

  /** Creates a topic with as many partitions as the events topic. */
  void createTopic(String name) {
    await(admin.createTopics(List.of(new NewTopic(name, setup.partitions(), (short) 1))).all());
  }

  /** The end offsets of a topic's partitions, without open transactions. */
  public Map<TopicPartition, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < setup.partitions(); partition++) {
      wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /** The offsets that a consumer group has committed. */
  Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  /** Sets the offsets from which a group starts. The group must not be running. */
  void begin(String group, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    offsets.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
    await(admin.alterConsumerGroupOffsets(group, all).all());
  }

  /** Deletes all topics whose names begin with the prefix. */
  void deleteTopics(String prefix) {
    Set<String> names = new HashSet<>(await(admin.listTopics().names()));
    names.removeIf(name -> !name.startsWith(prefix));
    await(admin.deleteTopics(names).all());
  }

  static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw new BenchException("Kafka refuses: " + failed.getCause().getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  /** Stops the broker and removes all data. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook itself is closing this.
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    users.forEach(Installation::closeQuietly);
    registry.close();
    admin.close(Duration.ZERO);
    kafka.close();
    try {
      Folder.delete(folder);
    } catch (IOException failed) {
      throw new BenchException("cannot remove " + folder + ": " + failed, failed);
    }
  }
}
