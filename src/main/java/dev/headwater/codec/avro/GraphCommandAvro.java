package dev.headwater.codec.avro;

import dev.headwater.avro.AdmitCommand;
import dev.headwater.avro.AnnounceCommand;
import dev.headwater.avro.ArrivedCommand;
import dev.headwater.avro.ContributeCommand;
import dev.headwater.avro.CutCommand;
import dev.headwater.avro.EdgeWorth;
import dev.headwater.avro.FanOutCommand;
import dev.headwater.avro.FloodCommand;
import dev.headwater.avro.OriginRef;
import dev.headwater.avro.OriginType;
import dev.headwater.avro.PackCommand;
import dev.headwater.avro.PackedCommand;
import dev.headwater.avro.PropagateCommand;
import dev.headwater.avro.ReverifyCommand;
import dev.headwater.avro.ReviewAllCommand;
import dev.headwater.avro.ReviewCommand;
import dev.headwater.avro.ReviewGapsCommand;
import dev.headwater.avro.SetEdgeCommand;
import dev.headwater.avro.SettleCommand;
import dev.headwater.avro.SuspectCommand;
import dev.headwater.avro.TraceCommand;
import dev.headwater.avro.TracedCommand;
import dev.headwater.avro.WithdrawCommand;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.Sent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Commands to and from bare Avro binary. Thread-safe if the functions given to it are.
 *
 * <p>Only the processor writes commands and only the processor reads them, so the reader trusts the
 * bytes: what cannot be read is a defect, reported by an {@link IllegalArgumentException}.
 */
public final class GraphCommandAvro {
  /** The schema that commands are written with. */
  public static final Schema SCHEMA = dev.headwater.avro.GraphCommand.getClassSchema();

  private static final GeneratedRecords<dev.headwater.avro.GraphCommand> RECORDS =
      new GeneratedRecords<>(SCHEMA);

  /** Of a short command, and of each entry of a long one, about. */
  private static final int SOME_BYTES = 128;

  /** Of numbers that follow one another, about. */
  private static final long RUN_BYTES = 8;

  private final Function<LineageEvent, byte[]> eventToBytes;
  private final Function<byte[], LineageEvent> bytesToEvent;

  /**
   * @param eventToBytes how events inside commands are written
   * @param bytesToEvent the reverse
   */
  public GraphCommandAvro(
      Function<LineageEvent, byte[]> eventToBytes, Function<byte[], LineageEvent> bytesToEvent) {
    this.eventToBytes = eventToBytes;
    this.bytesToEvent = bytesToEvent;
  }

  /** The same as JSON, to be registered. */
  public static String schemaJson() {
    return SCHEMA.toString();
  }

  /**
   * Writes commands with {@link #SCHEMA}, in as few packs as the limit allows.
   *
   * @param limitBytes of a pack, about; a command that is larger makes a pack of its own
   * @param packs is given the first command of each pack, and the pack
   */
  public void encode(List<Sent> commands, int limitBytes, BiConsumer<GraphCommand, byte[]> packs) {
    List<PackedCommand> pack = new ArrayList<>();
    GraphCommand first = null;
    long weight = 0;
    for (Sent sent : commands) {
      dev.headwater.avro.GraphCommand command = avro(sent.command());
      long more = weight(command.getBody());
      if (!pack.isEmpty() && weight + more > limitBytes) {
        packs.accept(first, encode(pack));
        pack.clear();
        weight = 0;
      }
      first = pack.isEmpty() ? sent.command() : first;
      pack.add(new PackedCommand(sent.causeMillis(), command));
      weight += more;
    }
    if (!pack.isEmpty()) {
      packs.accept(first, encode(pack));
    }
  }

  private dev.headwater.avro.GraphCommand avro(GraphCommand command) {
    return new dev.headwater.avro.GraphCommand(command.target().urn(), body(command));
  }

  /** About how many bytes a command takes. */
  private static long weight(Object body) {
    if (body instanceof AdmitCommand admit) {
      return SOME_BYTES + admit.getEvent().remaining();
    } else if (body instanceof ContributeCommand contribute) {
      return SOME_BYTES + contribute.getEvent().remaining();
    } else if (body instanceof PropagateCommand told) {
      return SOME_BYTES * (1L + told.getDeltas().size());
    } else if (body instanceof FanOutCommand fanOut) {
      return SOME_BYTES * (1L + fanOut.getOrigins().size());
    } else if (body instanceof TraceCommand trace) {
      return SOME_BYTES * (1L + trace.getPath().size());
    } else if (body instanceof TracedCommand traced) {
      return SOME_BYTES * (1L + traced.getPath().size());
    } else if (body instanceof ArrivedCommand arrived) {
      return SOME_BYTES * (1L + arrived.getJobs().size()) + RUN_BYTES * arrived.getRuns().size();
    }
    return SOME_BYTES;
  }

  private static byte[] encode(List<PackedCommand> pack) {
    CharSequence target = pack.get(0).getCommand().getTarget();
    return RECORDS.encode(
        new dev.headwater.avro.GraphCommand(target.toString(), new PackCommand(List.copyOf(pack))));
  }

  /**
   * Reads commands.
   *
   * @param bytes as {@link #encode} wrote them, or one command that is in no pack
   * @param writer the schema they were written with
   * @param timestampMillis of the record, the cause of a command that names none
   * @throws IllegalArgumentException if they are no commands
   */
  public List<Sent> decode(ByteBuffer bytes, Schema writer, long timestampMillis) {
    try {
      dev.headwater.avro.GraphCommand read =
          RECORDS.decode(
              bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), writer);
      if (read.getBody() instanceof PackCommand pack) {
        return pack.getCommands().stream()
            .map(packed -> new Sent(command(packed.getCommand()), packed.getCauseMillis()))
            .toList();
      }
      return List.of(new Sent(command(read), timestampMillis));
    } catch (CorruptException e) {
      throw new IllegalArgumentException("a command on the graph topic cannot be read", e);
    }
  }

  private GraphCommand command(dev.headwater.avro.GraphCommand read) {
    String target = read.getTarget();
    return target.startsWith(ProducerInstance.SCHEME)
        ? command(ProducerInstance.parse(target), read.getBody())
        : command(Asset.parse(target), read.getBody());
  }

  private Object body(GraphCommand command) {
    if (command instanceof GraphCommand.Admit admit) {
      return new AdmitCommand(event(admit.event()), admit.fingerprint());
    } else if (command instanceof GraphCommand.Contribute contribute) {
      return new ContributeCommand(event(contribute.event()), contribute.fingerprint());
    } else if (command instanceof GraphCommand.Withdraw withdraw) {
      return new WithdrawCommand(withdraw.event().toString());
    } else if (command instanceof GraphCommand.SetEdge edge) {
      return new SetEdgeCommand(
          edge.to().urn(), edge.revision(), EdgeWorth.valueOf(edge.kind().name()));
    } else if (command instanceof GraphCommand.Propagate told) {
      return new PropagateCommand(
          told.from().urn(),
          told.edgeRevision(),
          told.deltas().stream().map(ExposureAvro::state).toList());
    } else if (command instanceof GraphCommand.Reverify reverify) {
      return new ReverifyCommand(
          OriginType.valueOf(reverify.kind().name()), reverify.suspect().urn());
    } else if (command instanceof GraphCommand.Suspect suspect) {
      return new SuspectCommand(ExposureAvro.ref(suspect.origin()), suspect.epoch());
    } else if (command instanceof GraphCommand.Trace trace) {
      return new TraceCommand(
          trace.subject().urn(),
          ExposureAvro.ref(trace.origin()),
          trace.epoch(),
          trace.direct(),
          trace.hops(),
          urns(trace.path()));
    } else if (command instanceof GraphCommand.Traced traced) {
      return new TracedCommand(
          ExposureAvro.ref(traced.origin()), traced.epoch(), traced.direct(), urns(traced.path()));
    } else {
      return ownBody(command);
    }
  }

  private static Object ownBody(GraphCommand command) {
    if (command instanceof GraphCommand.Announce announce) {
      return new AnnounceCommand(OriginType.valueOf(announce.kind().name()));
    } else if (command instanceof GraphCommand.FanOut fanOut) {
      return new FanOutCommand(
          fanOut.origins().stream().map(ExposureAvro::ref).toList(),
          fanOut.after().map(Asset::urn).orElse(null));
    } else if (command instanceof GraphCommand.Flood flood) {
      return new FloodCommand(flood.to().urn(), ref(flood.after()));
    } else if (command instanceof GraphCommand.Cut cut) {
      return new CutCommand(cut.from().urn(), ref(cut.after()));
    } else if (command instanceof GraphCommand.ReviewAll reviewAll) {
      return new ReviewAllCommand(ref(reviewAll.after()));
    } else if (command instanceof GraphCommand.Review review) {
      return new ReviewCommand(ExposureAvro.ref(review.origin()));
    } else if (command instanceof GraphCommand.Settle) {
      return new SettleCommand();
    } else if (command instanceof GraphCommand.Arrived arrived) {
      return ArrivalAvro.body(arrived);
    } else if (command instanceof GraphCommand.ReviewGaps) {
      return new ReviewGapsCommand();
    }
    throw new IllegalArgumentException("no schema for " + command.getClass());
  }

  private static GraphCommand command(ProducerInstance target, Object body) {
    return body instanceof ArrivedCommand arrived
        ? ArrivalAvro.command(target, arrived)
        : new GraphCommand.ReviewGaps(target);
  }

  private GraphCommand command(Asset target, Object body) {
    if (body instanceof AdmitCommand admit) {
      return new GraphCommand.Admit(target, event(admit.getEvent()), admit.getFingerprint());
    } else if (body instanceof ContributeCommand contribute) {
      return new GraphCommand.Contribute(
          target, event(contribute.getEvent()), contribute.getFingerprint());
    } else if (body instanceof WithdrawCommand withdraw) {
      return new GraphCommand.Withdraw(target, UUID.fromString(withdraw.getEvent()));
    } else if (body instanceof SetEdgeCommand edge) {
      return new GraphCommand.SetEdge(
          target,
          Asset.parse(edge.getTo()),
          edge.getRevision(),
          EdgeKind.valueOf(edge.getKind().name()));
    } else if (body instanceof PropagateCommand told) {
      return new GraphCommand.Propagate(
          target,
          Asset.parse(told.getFrom()),
          told.getEdgeRevision(),
          told.getDeltas().stream().map(ExposureAvro::delta).toList());
    } else if (body instanceof ReverifyCommand reverify) {
      return new GraphCommand.Reverify(
          target,
          OriginKind.valueOf(reverify.getKind().name()),
          Asset.parse(reverify.getSuspect()));
    } else if (body instanceof SuspectCommand suspect) {
      return new GraphCommand.Suspect(
          target, ExposureAvro.origin(suspect.getOrigin()), suspect.getEpoch());
    } else if (body instanceof TraceCommand trace) {
      return new GraphCommand.Trace(
          target,
          Asset.parse(trace.getSubject()),
          ExposureAvro.origin(trace.getOrigin()),
          trace.getEpoch(),
          trace.getDirect(),
          trace.getHops(),
          assets(trace.getPath()));
    } else if (body instanceof TracedCommand traced) {
      return new GraphCommand.Traced(
          target,
          ExposureAvro.origin(traced.getOrigin()),
          traced.getEpoch(),
          traced.getDirect(),
          assets(traced.getPath()));
    } else {
      return ownCommand(target, body);
    }
  }

  private static GraphCommand ownCommand(Asset target, Object body) {
    if (body instanceof AnnounceCommand announce) {
      return new GraphCommand.Announce(target, OriginKind.valueOf(announce.getKind().name()));
    } else if (body instanceof FanOutCommand fanOut) {
      return new GraphCommand.FanOut(
          target,
          fanOut.getOrigins().stream().map(ExposureAvro::origin).toList(),
          Optional.ofNullable(fanOut.getAfter()).map(Asset::parse));
    } else if (body instanceof FloodCommand flood) {
      return new GraphCommand.Flood(target, Asset.parse(flood.getTo()), origin(flood.getAfter()));
    } else if (body instanceof CutCommand cut) {
      return new GraphCommand.Cut(target, Asset.parse(cut.getFrom()), origin(cut.getAfter()));
    } else if (body instanceof ReviewAllCommand reviewAll) {
      return new GraphCommand.ReviewAll(target, origin(reviewAll.getAfter()));
    } else if (body instanceof ReviewCommand review) {
      return new GraphCommand.Review(target, ExposureAvro.origin(review.getOrigin()));
    } else if (body instanceof SettleCommand) {
      return new GraphCommand.Settle(target);
    }
    throw new IllegalArgumentException("no command for " + body.getClass());
  }

  private ByteBuffer event(LineageEvent event) {
    return ByteBuffer.wrap(eventToBytes.apply(event));
  }

  private LineageEvent event(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return bytesToEvent.apply(copy);
  }

  private static List<String> urns(List<Asset> assets) {
    return assets.stream().map(Asset::urn).toList();
  }

  private static List<Asset> assets(List<String> urns) {
    return urns.stream().map(Asset::parse).toList();
  }

  private static OriginRef ref(Optional<Origin> origin) {
    return origin.map(ExposureAvro::ref).orElse(null);
  }

  private static Optional<Origin> origin(OriginRef ref) {
    return Optional.ofNullable(ref).map(ExposureAvro::origin);
  }
}
