package dev.headwater.stream;

import dev.headwater.model.TraceParent;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The traces of events in the headers of Kafka records. A record of an event has {@link
 * TraceParent#HEADER}. A record of commands has {@link #COMMANDS} if it brings events of which a
 * trace is known: for each of them, the place of its command in the record (4 bytes) and its {@link
 * TraceParent#toBytes}. A header that is not of this form counts as absent.
 */
public final class TraceHeaders {
  static final String COMMANDS = "headwater.traceparents";

  private static final int ENTRY_BYTES = Integer.BYTES + TraceParent.BYTES;

  private TraceHeaders() {}

  /** Reads the trace of an event's record. Of several headers, the last one counts. */
  public static Optional<TraceParent> read(Headers headers) {
    Header header = headers.lastHeader(TraceParent.HEADER);
    return header == null || header.value() == null
        ? Optional.empty()
        : TraceParent.parse(header.value());
  }

  /** Returns the headers of an event's record. */
  public static Headers write(Optional<TraceParent> traceParent) {
    Headers headers = new RecordHeaders();
    traceParent.ifPresent(known -> headers.add(TraceParent.HEADER, known.header()));
    return headers;
  }

  /** Returns the headers of a record of these commands. */
  public static Headers write(List<CommandEnvelope> commands) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i).command() instanceof GraphCommand.OfEvent of
          && of.traceParent().isPresent()) {
        entries.add(
            ByteBuffer.allocate(ENTRY_BYTES)
                .putInt(i)
                .put(of.traceParent().get().toBytes())
                .array());
      }
    }
    Headers headers = new RecordHeaders();
    if (!entries.isEmpty()) {
      ByteBuffer all = ByteBuffer.allocate(entries.size() * ENTRY_BYTES);
      entries.forEach(all::put);
      headers.add(COMMANDS, all.array());
    }
    return headers;
  }

  /** Returns the commands of a record with the traces that its headers state. */
  public static CommandBatch read(Headers headers, CommandBatch batch) {
    Header header = headers.lastHeader(COMMANDS);
    if (header == null || header.value() == null || header.value().length % ENTRY_BYTES != 0) {
      return batch;
    }
    List<CommandEnvelope> commands = new ArrayList<>(batch.commands());
    ByteBuffer entries = ByteBuffer.wrap(header.value());
    while (entries.hasRemaining()) {
      int place = entries.getInt();
      Optional<TraceParent> traceParent = TraceParent.read(entries);
      boolean exists = place >= 0 && place < commands.size();
      if (exists && traceParent.isPresent()) {
        commands.set(place, within(traceParent.get(), commands.get(place)));
      }
    }
    return new CommandBatch(commands, batch.sentMillis());
  }

  private static CommandEnvelope within(TraceParent traceParent, CommandEnvelope sent) {
    return sent.command() instanceof GraphCommand.OfEvent of
        ? sent.next(of.within(traceParent))
        : sent;
  }
}
