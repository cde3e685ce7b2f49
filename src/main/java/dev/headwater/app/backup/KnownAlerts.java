package dev.headwater.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.app.settings.StartException;
import dev.headwater.backup.BackupException;
import dev.headwater.backup.PartitionReader;
import dev.headwater.backup.RecordSender;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.InvalidException;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the alerts on the topic of alerts to the owners of a state that is to be built anew. An
 * open alert whose cause still holds keeps its time, and resolved alerts stay on record. Needs
 * about 150 bytes of memory for each alert of one partition of that topic: an alert's records are
 * all in one.
 */
public final class KnownAlerts {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Map<String, Object> kafka;
  private final TopicNames names;
  private final String command;
  private final PartitionReader reader;
  private final AlertDecoder decoder;
  private final StreamCodec codec;

  /**
   * How many alerts were sent.
   *
   * @param open how many of them are open
   * @param resolved how many of them are resolved
   * @param last the offset of the last command with one of them, by partition of the graph topic
   */
  public record Sent(int open, int resolved, Map<Integer, Long> last) {
    /** What was done, one sentence each. */
    public List<String> sentences() {
      List<String> sentences = new ArrayList<>();
      if (open > 0) {
        sentences.add("kept the time of " + open + (open == 1 ? " open alert" : " open alerts"));
      }
      if (resolved > 0) {
        sentences.add(
            "kept " + resolved + (resolved == 1 ? " resolved alert" : " resolved alerts"));
      }
      return sentences;
    }
  }

  /**
   * @param kafka settings of clients
   * @param registry of the alerts' schemas; its owner closes it
   * @param command the command that does this, for messages
   */
  public KnownAlerts(
      Map<String, Object> kafka, TopicNames names, SchemaRegistry registry, String command) {
    this.kafka = kafka;
    this.names = names;
    this.command = command;
    this.reader = new PartitionReader(kafka, SILENCE);
    this.decoder = new AlertDecoder(registry::schemaById);
    this.codec = new StreamCodec(registry::register, registry::schemaById, names);
  }

  /**
   * Sends each alert to the owner of its row. Nobody may write to the topic of alerts meanwhile.
   *
   * @param partitions of the graph topic
   * @throws StartException if the topic of alerts cannot be read to its end
   */
  public Sent sendToOwners(int partitions) throws ExecutionException {
    int[] counts = new int[AlertStatus.values().length];
    Map<Integer, Long> last = new ConcurrentHashMap<>();
    try (RecordSender sender = new RecordSender(kafka)) {
      for (TopicPartition each : reader.partitions(names.alerts())) {
        Map<String, Long> latest = new HashMap<>();
        read(each, record -> latest.put(id(record), record.offset()));
        read(
            each,
            record -> {
              if (record.value() != null
                  && Long.valueOf(record.offset()).equals(latest.get(id(record)))) {
                Alert alert = alert(record);
                counts[alert.status().ordinal()]++;
                send(alert, partitions, sender, last);
              }
            });
      }
      sender.finish();
    }
    return new Sent(
        counts[AlertStatus.OPEN.ordinal()],
        counts[AlertStatus.RESOLVED.ordinal()],
        Map.copyOf(last));
  }

  private void send(Alert alert, int partitions, RecordSender sender, Map<Integer, Long> last) {
    long now = System.currentTimeMillis();
    GraphCommand former = new GraphCommand.Former(alert, false);
    int partition = Partitioning.partition(former.target().key(), partitions);
    codec.write(
        List.of(new CommandEnvelope(former, now)),
        now,
        (commands, value) ->
            sender.send(
                new ProducerRecord<>(
                    names.graph(), partition, now, former.target().key().getBytes(UTF_8), value),
                where -> last.merge(where.partition(), where.offset(), Math::max)));
  }

  private void read(TopicPartition partition, PartitionReader.Sink sink) {
    try {
      reader.readAll(partition, sink);
    } catch (BackupException silent) {
      throw new StartException(silent.getMessage(), silent);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // no sink here throws one
    }
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private Alert alert(ConsumerRecord<byte[], byte[]> record) {
    try {
      return decoder.decode(record.value());
    } catch (UndecodableException | InvalidException foreign) {
      throw new StartException(
          "cannot read the alert at partition "
              + record.partition()
              + ", offset "
              + record.offset()
              + " of topic "
              + record.topic()
              + " ("
              + foreign.getMessage()
              + "); if it is not one of Headwater, delete the topic, then run "
              + command
              + " again: alerts then count as new",
          foreign);
    }
  }
}
