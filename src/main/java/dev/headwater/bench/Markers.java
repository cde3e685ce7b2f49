package dev.headwater.bench;

import dev.headwater.bench.harness.BenchConfig;
import dev.headwater.bench.harness.BenchException;
import dev.headwater.bench.harness.Cpu;
import dev.headwater.bench.harness.Environment;
import dev.headwater.bench.harness.Installation;
import dev.headwater.bench.report.Report;
import dev.headwater.bench.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures what the end of a transaction costs by the number of partitions that it wrote to: each
 * gets a marker. {@code bench scale} needs it, because a thread of a large cluster writes to very
 * many.
 */
public final class Markers {
  private static final String TOPIC = "markers";
  private static final int MOST = 512;
  private static final int[] PARTITIONS = {1, 8, 64, MOST};
  private static final int RECORDS = 20_000;
  private static final byte[] VALUE = new byte[200];

  private final BenchConfig setup;
  private final Consumer<String> progress;

  /**
   * @param progress receives a short message at each step
   */
  public Markers(BenchConfig setup, Consumer<String> progress) {
    this.setup = setup;
    this.progress = progress;
  }

  /** Runs for half a minute. */
  public Report run() {
    Report report = new Report("scale --markers");
    Environment.describe(setup).forEach(report::setting);
    Table table =
        new Table(
            "Transactions of one producer, one record for each partition",
            "partitions written",
            "transactions",
            "ms each",
            "us a partition",
            "us of the broker a partition");
    progress.accept("starting a broker");
    try (Installation on = Installation.start(setup)) {
      on.admin().createTopics(List.of(new NewTopic(TOPIC, MOST, (short) 1))).all().get();
      for (int partitions : PARTITIONS) {
        progress.accept("transactions over " + partitions + " partitions");
        row(report, table, on, partitions);
      }
    } catch (ExecutionException failed) {
      throw new BenchException("Kafka: " + failed.getCause(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
    return report.table(table);
  }

  private static void row(Report report, Table table, Installation on, int partitions) {
    int transactions = Math.min(1_000, RECORDS / partitions);
    try (Producer<byte[], byte[]> producer = producer(on, partitions)) {
      producer.initTransactions();
      transact(producer, partitions, Math.max(5, transactions / 5));
      Map<String, Cpu.Use> before = Cpu.now(on.brokerPid());
      long begin = System.nanoTime();
      transact(producer, partitions, transactions);
      double micros = (System.nanoTime() - begin) / 1e3 / transactions;
      double broker =
          Cpu.since(before, Cpu.now(on.brokerPid()))
                  .getOrDefault("(broker process)", new Cpu.Use(0, 0))
                  .nanos()
              / 1e3
              / transactions;
      table.row(partitions, transactions, micros / 1e3, micros / partitions, broker / partitions);
      report
          .figure("transaction_over_" + partitions + "_ms", micros / 1e3)
          .figure("broker_us_a_partition_over_" + partitions, broker / partitions);
    }
  }

  private static void transact(Producer<byte[], byte[]> producer, int partitions, int times) {
    for (int i = 0; i < times; i++) {
      producer.beginTransaction();
      for (int partition = 0; partition < partitions; partition++) {
        producer.send(new ProducerRecord<>(TOPIC, partition, null, VALUE));
      }
      producer.commitTransaction();
    }
  }

  private static Producer<byte[], byte[]> producer(Installation on, int partitions) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, on.bootstrapServers());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TOPIC + "-" + partitions);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 100);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
