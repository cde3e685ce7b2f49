package dev.headwater.codec.avro;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.Declared;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Loop;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The layout of each kind of command: its target, its index in the union of the schema, and its
 * fields in the order of the schema. Thread-safe if the functions passed to it are.
 */
final class CommandForms {
  /** The names of schemas that differ from their class's: a schema on the topic keeps its name. */
  private static final Map<Class<? extends GraphCommand>, String> OTHER_NAMES =
      Map.of(
          GraphCommand.AssessOrigin.class, "SettleCommand",
          GraphCommand.BackfillEdge.class, "FloodCommand");

  private static final Symbols<EdgeKind> EDGE_KINDS =
      Symbols.of(EdgeKind.class, AvroSchemas.named("EdgeWorth"));

  private final Schema bodies;
  private final Contents contents;
  private final Map<Class<?>, Form<?>> byType = new HashMap<>();
  private final Map<Integer, Form<?>> byBranch = new HashMap<>();

  /** Encodes and decodes the events and alerts inside commands. */
  record Contents(
      Function<LineageEvent, byte[]> eventToBytes,
      Function<byte[], LineageEvent> bytesToEvent,
      Function<Alert, byte[]> alertToBytes,
      Function<byte[], Alert> bytesToAlert) {}

  /** The layout of one kind of command. */
  private record Form<C extends GraphCommand>(
      Class<C> type,
      int branch,
      BiConsumer<AvroOutput, C> write,
      BiFunction<Party, AvroInput, C> read) {
    void write(AvroOutput out, GraphCommand command) {
      out.text(command.target().urn()).number(branch);
      write.accept(out, type.cast(command));
    }
  }

  /**
   * Collects the layouts of all kinds of commands.
   *
   * @param bodies the union of the commands' bodies in the schema
   */
  CommandForms(Schema bodies, Contents contents) {
    this.bodies = bodies;
    this.contents = contents;
    betweenAssets();
    alongEdges();
    inSearchOfPaths();
    ofLoops();
    toOneself();
    ofProducers();
    aboutRepresentation();
    ofFormerAlerts();
  }

  void write(AvroOutput out, GraphCommand command) {
    byType.get(command.getClass()).write(out, command);
  }

  /** Reads the rest of a command, after its target and its index in the union. */
  GraphCommand read(String target, int branch, AvroInput in) {
    Form<?> form = byBranch.get(branch);
    if (form == null) {
      throw new CorruptException("no command has the place " + branch);
    }
    return form.read.apply(Party.parse(target), in);
  }

  private void betweenAssets() {
    ofAsset(
        GraphCommand.Admit.class,
        (out, admit) -> out.binary(bytes(admit.event())).number(admit.fingerprint()),
        (asset, in) -> new GraphCommand.Admit(asset, event(in), in.number()));
    ofAsset(
        GraphCommand.Contribute.class,
        (out, contribute) -> out.binary(bytes(contribute.event())).number(contribute.fingerprint()),
        (asset, in) -> new GraphCommand.Contribute(asset, event(in), in.number()));
    ofAsset(
        GraphCommand.Spread.class,
        (out, spread) -> out.binary(bytes(spread.event())).number(spread.fingerprint()),
        (asset, in) -> new GraphCommand.Spread(asset, event(in), in.number()));
    ofAsset(
        GraphCommand.Withdraw.class,
        (out, withdraw) -> out.text(withdraw.event().toString()),
        (asset, in) -> new GraphCommand.Withdraw(asset, in.eventId("event")));
    ofAsset(
        GraphCommand.SetEdge.class,
        (out, edge) -> out.asset(edge.to()).number(edge.revision()).symbol(EDGE_KINDS, edge.kind()),
        (asset, in) ->
            new GraphCommand.SetEdge(
                asset, in.asset("to"), in.number(), in.symbol("kind", EDGE_KINDS)));
  }

  private void alongEdges() {
    ofAsset(
        GraphCommand.Propagate.class,
        (out, told) ->
            out.asset(told.from())
                .number(told.edgeRevision())
                .list(told.deltas(), ExposureAvro::write),
        (asset, in) ->
            new GraphCommand.Propagate(
                asset, in.asset("from"), in.number(), in.list("deltas", ExposureAvro::delta)));
    ofAsset(
        GraphCommand.Reverify.class,
        (out, reverify) ->
            out.symbol(ExposureAvro.KINDS, reverify.kind()).asset(reverify.suspect()),
        (asset, in) ->
            new GraphCommand.Reverify(
                asset, in.symbol("kind", ExposureAvro.KINDS), in.asset("suspect")));
    ofAsset(
        GraphCommand.Suspect.class,
        (out, suspect) -> {
          ExposureAvro.write(out, suspect.origin());
          out.number(suspect.epoch());
        },
        (asset, in) -> new GraphCommand.Suspect(asset, ExposureAvro.origin(in), in.number()));
  }

  private void inSearchOfPaths() {
    ofAsset(
        GraphCommand.Trace.class,
        (out, trace) -> {
          out.asset(trace.subject());
          ExposureAvro.write(out, trace.origin());
          out.number(trace.epoch())
              .flag(trace.direct())
              .number(trace.hops())
              .list(trace.path(), AvroOutput::asset);
        },
        (asset, in) ->
            new GraphCommand.Trace(
                asset,
                in.asset("subject"),
                ExposureAvro.origin(in),
                in.number(),
                in.flag(),
                in.integer(),
                in.list("path", from -> from.asset(""))));
    ofAsset(
        GraphCommand.Traced.class,
        (out, traced) -> {
          ExposureAvro.write(out, traced.origin());
          out.number(traced.epoch()).flag(traced.direct()).list(traced.path(), AvroOutput::asset);
        },
        (asset, in) ->
            new GraphCommand.Traced(
                asset,
                ExposureAvro.origin(in),
                in.number(),
                in.flag(),
                in.list("path", from -> from.asset(""))));
  }

  private void ofLoops() {
    ofAsset(
        GraphCommand.Seek.class,
        (out, seek) -> {
          write(out, seek.loop());
          out.number(seek.epoch()).optional(seek.after(), AvroOutput::asset);
        },
        (asset, in) ->
            new GraphCommand.Seek(
                asset, loop(in), in.number(), in.optional("after", from -> from.asset(""))));
    ofAsset(
        GraphCommand.Sought.class,
        (out, sought) ->
            out.asset(sought.data())
                .number(sought.epoch())
                .asset(sought.at())
                .flag(sought.found())
                .list(sought.inputs(), AvroOutput::asset),
        (asset, in) ->
            new GraphCommand.Sought(
                asset,
                in.asset("data"),
                in.number(),
                in.asset("at"),
                in.flag(),
                in.list("inputs", from -> from.asset(""))));
    ofAsset(
        GraphCommand.SeekAgain.class,
        (out, again) -> out.asset(again.data()).number(again.epoch()).asset(again.at()),
        (asset, in) ->
            new GraphCommand.SeekAgain(asset, in.asset("data"), in.number(), in.asset("at")));
    ofAsset(
        GraphCommand.Forget.class,
        (out, forget) -> {
          write(out, forget.loop());
          out.number(forget.epoch()).optional(forget.after(), AvroOutput::asset);
        },
        (asset, in) ->
            new GraphCommand.Forget(
                asset, loop(in), in.number(), in.optional("after", from -> from.asset(""))));
    ofAsset(
        GraphCommand.TellLoops.class,
        (out, tell) ->
            out.optional(tell.input(), AvroOutput::asset)
                .optional(tell.after(), CommandForms::write),
        (asset, in) ->
            new GraphCommand.TellLoops(
                asset,
                in.optional("input", from -> from.asset("")),
                in.optional("after", CommandForms::loop)));
  }

  private static void write(AvroOutput out, Loop loop) {
    out.asset(loop.model()).asset(loop.data());
  }

  private static Loop loop(AvroInput in) {
    return new Loop(in.asset("model"), in.asset("data"));
  }

  private void toOneself() {
    ofAsset(
        GraphCommand.AssessOrigin.class,
        (out, settle) -> {},
        (asset, in) -> new GraphCommand.AssessOrigin(asset));
    ofAsset(
        GraphCommand.Announce.class,
        (out, announce) -> out.symbol(ExposureAvro.KINDS, announce.kind()),
        (asset, in) -> new GraphCommand.Announce(asset, in.symbol("kind", ExposureAvro.KINDS)));
    ofAsset(
        GraphCommand.FanOut.class,
        (out, fanOut) ->
            out.list(fanOut.origins(), ExposureAvro::write)
                .optional(fanOut.after(), AvroOutput::asset),
        (asset, in) ->
            new GraphCommand.FanOut(
                asset,
                in.list("origins", ExposureAvro::origin),
                in.optional("after", from -> from.asset(""))));
    ofAsset(
        GraphCommand.BackfillEdge.class,
        (out, flood) -> out.asset(flood.to()).optional(flood.after(), ExposureAvro::write),
        (asset, in) ->
            new GraphCommand.BackfillEdge(
                asset, in.asset("to"), in.optional("after", ExposureAvro::origin)));
    ofAsset(
        GraphCommand.Cut.class,
        (out, cut) -> out.asset(cut.from()).optional(cut.after(), ExposureAvro::write),
        (asset, in) ->
            new GraphCommand.Cut(
                asset, in.asset("from"), in.optional("after", ExposureAvro::origin)));
    ofAsset(
        GraphCommand.ReviewAll.class,
        (out, review) -> out.optional(review.after(), ExposureAvro::write),
        (asset, in) ->
            new GraphCommand.ReviewAll(asset, in.optional("after", ExposureAvro::origin)));
    ofAsset(
        GraphCommand.Review.class,
        (out, review) -> ExposureAvro.write(out, review.origin()),
        (asset, in) -> new GraphCommand.Review(asset, ExposureAvro.origin(in)));
  }

  private void ofProducers() {
    ofProducer(GraphCommand.Arrived.class, ArrivalAvro::write, ArrivalAvro::read);
    ofProducer(
        GraphCommand.ReviewGaps.class,
        (out, review) -> {},
        (producer, in) -> new GraphCommand.ReviewGaps(producer));
  }

  private void aboutRepresentation() {
    ofAsset(
        GraphCommand.Watch.class,
        (out, watch) -> out.asset(watch.by()).number(watch.revision()).flag(watch.wanted()),
        (asset, in) -> new GraphCommand.Watch(asset, in.asset("by"), in.number(), in.flag()));
    ofAsset(
        GraphCommand.Declare.class,
        (out, declare) ->
            out.asset(declare.from())
                .number(declare.revision())
                .list(declare.declared().compositions(), AvroParts::write)
                .optional(declare.declared().records()),
        (asset, in) ->
            new GraphCommand.Declare(
                asset,
                in.asset("from"),
                in.number(),
                new Declared(
                    in.list("compositions", AvroParts::composition), in.optionalNumber())));
    ofAsset(
        GraphCommand.DeclareAll.class,
        (out, all) -> out.optional(all.after(), AvroOutput::asset),
        (asset, in) ->
            new GraphCommand.DeclareAll(asset, in.optional("after", from -> from.asset(""))));
    ofAsset(
        GraphCommand.ReviewRepresentation.class,
        (out, review) -> {},
        (asset, in) -> new GraphCommand.ReviewRepresentation(asset));
  }

  private void ofFormerAlerts() {
    of(
        GraphCommand.Former.class,
        Party.class,
        (out, former) ->
            out.binary(contents.alertToBytes().apply(former.alert())).flag(former.rebuilt()),
        (party, in) ->
            new GraphCommand.Former(contents.bytesToAlert().apply(in.binary()), in.flag()));
  }

  private byte[] bytes(LineageEvent event) {
    return contents.eventToBytes().apply(event);
  }

  private LineageEvent event(AvroInput in) {
    return contents.bytesToEvent().apply(in.binary());
  }

  private <C extends GraphCommand> void ofAsset(
      Class<C> type, BiConsumer<AvroOutput, C> write, BiFunction<Asset, AvroInput, C> read) {
    of(type, Asset.class, write, read);
  }

  private <C extends GraphCommand> void ofProducer(
      Class<C> type,
      BiConsumer<AvroOutput, C> write,
      BiFunction<ProducerInstance, AvroInput, C> read) {
    of(type, ProducerInstance.class, write, read);
  }

  private <P extends Party, C extends GraphCommand> void of(
      Class<C> type,
      Class<P> target,
      BiConsumer<AvroOutput, C> write,
      BiFunction<P, AvroInput, C> read) {
    Form<C> form =
        new Form<>(
            type,
            branch(bodies, schemaName(type)),
            write,
            (party, in) -> {
              if (!target.isInstance(party)) {
                throw new CorruptException(
                    party.urn() + " is no target of " + type.getSimpleName());
              }
              return read.apply(target.cast(party), in);
            });
    byType.put(type, form);
    byBranch.put(form.branch(), form);
  }

  private static String schemaName(Class<? extends GraphCommand> type) {
    return OTHER_NAMES.getOrDefault(type, type.getSimpleName() + "Command");
  }

  /** Returns the index of a record in a union. */
  static int branch(Schema union, String name) {
    return union.getIndexNamed(AvroSchemas.named(name).getFullName());
  }
}
