package dev.headwater.http.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A topic with one partition: Kafka's mock consumer, with a {@code poll} that waits. */
public final class FakeTopic extends MockConsumer<byte[], byte[]> {
  private final LinkedBlockingQueue<Runnable> arrivals = new LinkedBlockingQueue<>();
  private final TopicPartition partition;
  private long offset;

  public FakeTopic(String topic) {
    super("latest");
    partition = new TopicPartition(topic, 0);
    Node node = new Node(0, "localhost", 9092);
    Node[] nodes = {node};
    updatePartitions(topic, List.of(new PartitionInfo(topic, 0, node, nodes, nodes)));
    updateEndOffsets(Map.of(partition, 0L));
  }

  /** Makes a record arrive. */
  public void arrive(byte[] value) {
    arrivals.add(
        () ->
            addRecord(
                new ConsumerRecord<>(
                    partition.topic(), partition.partition(), offset++, new byte[0], value)));
  }

  /** Makes a poll fail, after those that return earlier arrivals. */
  public void fail(RuntimeException failure) {
    arrivals.add(
        () -> {
          throw failure;
        });
  }

  @Override
  public void wakeup() {
    fail(new WakeupException());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      Runnable next = arrivals.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (next != null) {
        next.run();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return super.poll(Duration.ZERO);
  }
}
