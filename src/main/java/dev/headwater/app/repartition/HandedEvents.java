package dev.headwater.app.repartition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.settings.StartException;
import dev.headwater.backup.PartitionReader;
import dev.headwater.backup.RecordSender;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.TraceHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Hands over events that were on their way to their homes when the old generation stopped: read
 * from the topic of events, and not yet admitted. The new generation knows them, but only the home
 * can say that another event has the same id, and while it followed it did not say so.
 */
final class HandedEvents {
  private final Map<String, Object> kafka;
  private final TopicNames former;
  private final TopicNames names;
  private final StreamCodec codec;

  /**
   * @param kafka settings of clients
   * @param former the topics of the generation that hands over
   * @param names the topics of the one that takes over
   * @param registry of the schemas; its owner closes it
   */
  HandedEvents(
      Map<String, Object> kafka, TopicNames former, TopicNames names, SchemaRegistry registry) {
    this.kafka = kafka;
    this.former = former;
    this.names = names;
    this.codec = new StreamCodec(registry::register, registry::schemaById, names);
  }

  /**
   * Sends the events to their homes.
   *
   * @param processed up to where the old generation has processed its graph topic
   * @param partitions of the graph topic of the new one
   * @return how many were sent
   */
  long send(Map<TopicPartition, Long> processed, int partitions) throws ExecutionException {
    AtomicLong sent = new AtomicLong();
    try (RecordSender sender = new RecordSender(kafka)) {
      new PartitionReader(kafka, BackupRun.SILENCE)
          .readFrom(
              former.graph(),
              processed,
              record -> {
                for (CommandEnvelope command : commands(record)) {
                  if (command.command() instanceof GraphCommand.Admit) {
                    sent.incrementAndGet();
                    send(command, partitions, sender);
                  }
                }
              });
      sender.finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
    return sent.get();
  }

  private List<CommandEnvelope> commands(ConsumerRecord<byte[], byte[]> record) {
    try {
      return TraceHeaders.read(
              record.headers(), codec.readCommands(record.value(), record.timestamp()))
          .commands();
    } catch (UndecodableException foreign) {
      throw new StartException(
          "cannot read the commands at partition "
              + record.partition()
              + ", offset "
              + record.offset()
              + " of topic "
              + record.topic()
              + " ("
              + foreign.getMessage()
              + "); run the command of the version that wrote them",
          foreign);
    }
  }

  private void send(CommandEnvelope command, int partitions, RecordSender sender) {
    String key = command.command().target().key();
    codec.write(
        List.of(command),
        command.causeMillis(),
        (commands, value) ->
            sender.send(
                new ProducerRecord<>(
                    names.graph(),
                    Partitioning.partition(key, partitions),
                    command.causeMillis(),
                    key.getBytes(UTF_8),
                    value,
                    TraceHeaders.write(commands))));
  }
}
