package dev.headwater.app;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams, and why. */
public final class StreamsSettings {

  private static final long COMMIT_MILLIS = 300;
  private static final int LINGER_MILLIS = 100;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int BUFFERED_RECORDS = 200;
  private static final int FETCH_BYTES = 16 << 20;

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
    membership(streams, instance);
    sizes(streams, settings);
    streams.putAll(settings.streams());
    return streams;
  }

  private static void correctness(Properties streams) {
    // At least once would lose propagation: a changelog write can survive a crash that the message
    // it caused did not, and a second delivery then changes nothing and sends nothing.
    streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // The processor reads the store while it writes; a record cache would only be merged into
    // every scan.
    streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
  }

  private static void latency(Properties streams) {
    // A task feeds itself: waiting until both its topics have data would stall it.
    streams.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    // On a quiet application the thread sits in poll for this long before it looks at commits.
    streams.put(StreamsConfig.POLL_MS_CONFIG, 2L);
    // Only a backlog waits for it: what is fresh asks for its commits. Longer ones rewrite an asset
    // that many events touch less often, and keep more in memory until then.
    streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    // Records are sent at a commit, whose flush lets none of them linger: until then, batches fill.
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
  }

  private static void membership(Properties streams, String instance) {
    // A restart under the same name takes its tasks back without a rebalance, kill -9 included.
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
  }

  private static void sizes(Properties streams, Settings settings) {
    // What is fetched and waits is on the heap, and commands come in records of up to 128 KB: the
    // defaults would keep a thousand a partition, and fetches of 50 MB beside them.
    streams.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    // What one poll takes up comes from one or two partitions. A thousand small events cause more
    // than a fetch of commands holds, so that in a backlog commands fall further behind with each
    // poll, and rows have gone from memory when they come.
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_RECORDS);
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    long record = Topics.maxRecordBytes(settings);
    streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), (int) record);
    streams.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Long.toString(record));
    streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
    streams.put(StoreMemory.CACHE_BYTES, settings.text(Setting.STORE_CACHE_BYTES));
    streams.put(StoreMemory.WRITE_BUFFER_BYTES, settings.text(Setting.STORE_WRITE_BUFFER_BYTES));
  }
}
