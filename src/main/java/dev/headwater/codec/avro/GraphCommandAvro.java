package dev.headwater.codec.avro;

import dev.headwater.model.Alert;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Encodes and decodes commands as bare Avro binary, in packs. Thread-safe if the functions passed
 * to it are.
 *
 * <p>Only processors write and read commands, so the reader trusts the bytes: unreadable data is a
 * defect and throws {@link IllegalArgumentException}.
 */
public final class GraphCommandAvro {
  private static final ReaderSchema READER = new ReaderSchema(AvroSchemas.named("GraphCommand"));
  private static final Schema BODIES = READER.schema().getField("body").schema();
  private static final int PACK = CommandForms.branch(BODIES, "PackCommand");
  private static final String SCHEMA_JSON = READER.schema().toString();

  private final CommandForms forms;
  private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

  private static final class Buffers {
    private final AvroOutput next = new AvroOutput();
    private final AvroOutput packed = new AvroOutput();
    private final AvroOutput whole = new AvroOutput();
  }

  /**
   * Creates a codec.
   *
   * @param eventToBytes encodes events inside commands
   * @param bytesToEvent decodes them
   * @param alertToBytes encodes alerts inside commands
   * @param bytesToAlert decodes them
   */
  public GraphCommandAvro(
      Function<LineageEvent, byte[]> eventToBytes,
      Function<byte[], LineageEvent> bytesToEvent,
      Function<Alert, byte[]> alertToBytes,
      Function<byte[], Alert> bytesToAlert) {
    this.forms =
        new CommandForms(
            BODIES,
            new CommandForms.Contents(eventToBytes, bytesToEvent, alertToBytes, bytesToAlert));
  }

  /** Returns the schema that {@link #encode} writes. */
  public static Schema schema() {
    return READER.schema();
  }

  /** Returns the same schema as JSON, for registration. */
  public static String schemaJson() {
    return SCHEMA_JSON;
  }

  /**
   * Encodes commands with {@link #schema}, in as few packs as the limit allows.
   *
   * @param sentMillis the current time, in epoch milliseconds
   * @param limitBytes the limit for the commands in a pack; a single larger command gets a pack of
   *     its own
   * @param packs receives the commands of each pack, and the pack
   */
  public void encode(
      List<CommandEnvelope> commands,
      long sentMillis,
      int limitBytes,
      BiConsumer<List<CommandEnvelope>, byte[]> packs) {
    Buffers own = buffers.get();
    own.packed.clear();
    int begin = 0;
    for (int i = 0; i < commands.size(); i++) {
      CommandEnvelope sent = commands.get(i);
      own.next.clear();
      forms.write(own.next.number(sent.causeMillis()), sent.command());
      own.next.number(sent.delayMillis());
      if (i > begin && own.packed.size() + own.next.size() > limitBytes) {
        List<CommandEnvelope> full = commands.subList(begin, i);
        packs.accept(full, pack(full, own, sentMillis));
        own.packed.clear();
        begin = i;
      }
      own.packed.append(own.next);
    }
    if (begin < commands.size()) {
      List<CommandEnvelope> rest = commands.subList(begin, commands.size());
      packs.accept(rest, pack(rest, own, sentMillis));
    }
  }

  private static byte[] pack(List<CommandEnvelope> commands, Buffers own, long sentMillis) {
    return own.whole
        .clear()
        .text(commands.get(0).command().target().urn())
        .number(PACK)
        .number(commands.size())
        .append(own.packed)
        .number(0)
        .number(sentMillis)
        .toBytes();
  }

  /**
   * Encodes a pack without commands. It asks for nothing.
   *
   * @param target any text; readers ignore it
   * @param sentMillis the current time, in epoch milliseconds
   */
  public byte[] encodeNothing(String target, long sentMillis) {
    return buffers
        .get()
        .whole
        .clear()
        .text(target)
        .number(PACK)
        .number(0) // the end of a list that has no block
        .number(sentMillis)
        .toBytes();
  }

  /**
   * Decodes commands.
   *
   * @param bytes hold, from {@code offset} on, what {@link #encode} wrote, or a single command
   *     without a pack
   * @param writer the schema that they were written with
   * @param timestampMillis the record's timestamp, used as the time of the cause for a command that
   *     has none
   * @throws IllegalArgumentException if they are not commands
   */
  public CommandBatch decode(byte[] bytes, int offset, Schema writer, long timestampMillis) {
    int length = bytes.length - offset;
    try {
      return READER.decode(bytes, offset, length, writer, in -> pack(in, timestampMillis));
    } catch (CorruptException | InvalidException e) {
      throw new IllegalArgumentException("a command on the graph topic cannot be read", e);
    }
  }

  private CommandBatch pack(AvroInput in, long timestampMillis) {
    String target = in.text();
    int branch = in.integer();
    if (branch == PACK) {
      List<CommandEnvelope> commands = in.list("commands", this::packed);
      long sentMillis = in.number();
      return new CommandBatch(
          commands, sentMillis == 0 ? OptionalLong.empty() : OptionalLong.of(sentMillis));
    }
    GraphCommand single = forms.read(target, branch, in);
    return new CommandBatch(
        List.of(new CommandEnvelope(single, timestampMillis)), OptionalLong.empty());
  }

  private CommandEnvelope packed(AvroInput in) {
    long causeMillis = in.number();
    return new CommandEnvelope(forms.read(in.text(), in.integer(), in), causeMillis, in.number());
  }
}
