package dev.headwater.app.stream;

import dev.headwater.app.kafka.WantedTopic;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration of Kafka Streams, with the reasons for each value. */
public final class StreamsSettings {

  private static final long COMMIT_MILLIS = 300;
  private static final int LINGER_MILLIS = 100;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int BUFFERED_RECORDS = 200;
  private static final int FETCH_BYTES = 16 << 20;

  /** A lost heartbeat or two must not count as the end of an instance. */
  private static final int HEARTBEATS_PER_SESSION = 3;

  private static final long PROBE_MILLIS = 60_000;
  private static final int WARMUPS = 8;

  private StreamsSettings() {}

  /**
   * @param instance this instance's name in the group
   * @param state the folder for the state
   * @param address host and port at which other instances reach this one
   */
  public static Properties of(Settings settings, String instance, Path state, String address) {
    Properties streams = new Properties();
    streams.putAll(settings.kafka());
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.text(Setting.APPLICATION_ID));
    streams.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
    streams.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.count(Setting.THREADS));
    streams.put(
        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.count(Setting.STANDBY_REPLICAS));
    streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.count(Setting.TOPIC_REPLICATION));
    correctness(streams);
    latency(streams);
    membership(streams, settings, instance);
    sizes(streams, settings);
    streams.putAll(settings.streams());
    return streams;
  }

  private static void correctness(Properties streams) {
    // At-least-once processing would lose messages along the graph. A changelog write can survive a
    // crash while the message that it caused is lost. The second delivery of the record then
    // changes nothing, so it sends nothing.
    streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The processor reads the store while it writes. A record cache would bring nothing, and every
    // scan would have to merge it.
    streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
  }

  private static void latency(Properties streams) {
    // A task writes to one of its own input topics. It would stall if it waited until both topics
    // have data.
    streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    // In a quiet application the thread waits in poll for this long before it checks for commits.
    streams.put(StreamsConfig.POLL_MS_CONFIG, 2L);
    // Only a backlog waits for this interval: fresh records request their own commits. With a
    // longer interval, an asset that many events change is written less often, but more rows stay
    // in memory until the commit.
    streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    // Batches fill until the commit. The commit flushes the producer, so no record waits for the
    // linger time then.
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
  }

  private static void membership(Properties streams, Settings settings, String instance) {
    // A restart under the same name takes its tasks back without a rebalance, even after kill -9.
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    int session = settings.count(Setting.SESSION_TIMEOUT_MILLIS);
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    // A member learns of a rebalance with its next heartbeat, so a takeover takes up to a session
    // and a heartbeat.
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        session / HEARTBEATS_PER_SESSION);
    // The next owner of a partition cannot begin before the open transaction of a killed one has
    // ended. The broker ends it when this time is over and it looks for such transactions, which is
    // every 10 s by default. Not shorter: an instance that was paused for longer than this loses
    // its transaction, and has to restore its state from Kafka.
    streams.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        transactionMillis(session));
    // An instance that joins gets partitions when a probing rebalance finds its copies warm. The
    // default looks every ten minutes, and warms two at a time.
    streams.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBE_MILLIS);
    streams.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARMUPS);
  }

  /** Half a session, but long enough for several commits. */
  private static int transactionMillis(int session) {
    return Math.max(session / 2, Math.toIntExact(10 * COMMIT_MILLIS));
  }

  private static void sizes(Properties streams, Settings settings) {
    // Fetched records wait on the heap, and records of commands have up to 128 KB. The defaults
    // would keep a thousand records per partition, and fetches of 50 MB in addition.
    streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    // The records of one poll come from one or two partitions. A thousand small events cause more
    // commands than one fetch can hold. In a backlog, commands would fall further behind with each
    // poll, and their rows would have left memory by the time they arrive.
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_RECORDS);
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    long record = WantedTopic.maxRecordBytes(settings);
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), (int) record);
    streams.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Long.toString(record));
    // StateAge counts on it.
    streams.put(
        StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
        Long.toString(StateAge.TOMBSTONES.toMillis()));
    streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
    streams.put(StoreMemory.CACHE_BYTES, settings.text(Setting.STORE_CACHE_BYTES));
    streams.put(StoreMemory.WRITE_BUFFER_BYTES, settings.text(Setting.STORE_WRITE_BUFFER_BYTES));
  }
}
