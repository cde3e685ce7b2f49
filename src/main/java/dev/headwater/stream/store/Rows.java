package dev.headwater.stream.store;

import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionCounts;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.LoopSearch;
import dev.headwater.engine.Mark;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Register;
import dev.headwater.engine.SynthesisGroup;
import dev.headwater.engine.SynthesisProfile;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Visit;
import dev.headwater.engine.Waiver;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.TraceParent;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Converts rows to and from bytes. If the key holds only a hash of something, the value holds it in
 * full. Rows that a released version wrote must stay readable: enum constants keep their order, and
 * new fields go to the end. The only exception: {@link AssetRow} refuses asset rows of some other
 * versions.
 */
final class Rows {
  private Rows() {}

  static void write(RowWriter row, Node node) {
    row.number(node.revisions().events()).number(node.revisions().facts());
    ContributionCounts tally = node.tally();
    row.number(tally.live()).number(tally.known()).number(tally.syntheses());
    row.number(tally.incomplete()).number(tally.notSynthetic());
    row.number(tally.trainings()).number(tally.documents());
    row.number(tally.unasserted()).number(tally.silent()).number(tally.answers());
    row.number(tally.unsourced()).number(tally.sources());
    row.number(tally.declarations()).number(tally.targets()).number(tally.decided());
    row.number(tally.ingests()).number(tally.syntheticIngests()).number(tally.syntheticAnswers());
    row.optional(node.latestTraining(), row::stamp).optional(node.reclassified(), row::flag);
    row.number(node.carryingOut());
    row.list(
        node.waivers(),
        waiver ->
            row.constant(waiver.rule())
                .optional(waiver.origin(), row::asset)
                .instant(waiver.until()));
    row.list(
        node.registers().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
        entry -> {
          row.constant(entry.getKey());
          row.number(entry.getValue().epoch()).number(entry.getValue().revision());
          write(row, entry.getValue().status());
          row.number(entry.getValue().sinceMillis()).flag(entry.getValue().doubted());
        });
    ExposureCounts counts = node.exposures();
    row.number(counts.synthetic()).number(counts.undocumented());
    row.number(counts.unknown()).number(counts.incomplete());
    row.number(node.openAlerts());
    RepresentationRows.write(row, node.representation());
    if (node.asset().kind() == AssetKind.MODEL) {
      row.number(node.searches().latestEpoch()).number(node.searches().underWay());
    }
  }

  /** Reads only the revisions of what {@link #write(RowWriter, Node)} wrote. */
  static Node.Revisions revisions(RowParser row) {
    return new Node.Revisions(row.number(), row.number());
  }

  static Node node(Asset asset, RowParser row) {
    Node.Revisions revisions = revisions(row);
    return new Node(
        asset,
        new ContributionCounts(
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number(),
            row.number()),
        row.optional(row::stamp),
        row.optional(row::flag),
        row.number(),
        row.list(
            () ->
                new Waiver(
                    row.constant(RuleName.values()), row.optional(row::asset), row.instant())),
        registers(row),
        new ExposureCounts(row.number(), row.number(), row.number(), row.number()),
        row.integer(),
        RepresentationRows.represented(row),
        revisions,
        asset.kind() == AssetKind.MODEL
            ? new Node.Searches(row.number(), row.integer())
            : Node.Searches.NONE);
  }

  private static Map<OriginKind, Register> registers(RowParser row) {
    Map<OriginKind, Register> registers = new EnumMap<>(OriginKind.class);
    int size = row.integer();
    for (int i = 0; i < size; i++) {
      OriginKind kind = row.constant(OriginKind.values());
      registers.put(
          kind, new Register(row.number(), row.number(), status(row), row.number(), row.flag()));
    }
    return registers;
  }

  static void write(RowWriter row, OriginStatus status) {
    row.flag(status.present()).constant(status.documentation());
    row.list(status.missing(), row::constant);
    row.flag(status.documentedAtFirst()).list(status.turns(), row::stamp);
    row.number(status.dueMillis());
    row.optional(status.waivedUntil(), row::instant).optional(status.absence(), row::constant);
    row.list(status.generators(), row::fixed);
  }

  private static OriginStatus status(RowParser row) {
    return new OriginStatus(
        row.flag(),
        row.constant(Documentation.values()),
        row.list(() -> row.constant(Condition.values())),
        row.flag(),
        row.list(row::stamp),
        row.number(),
        row.optional(row::instant),
        row.optional(() -> row.constant(Resolution.values())),
        row.list(row::fixed));
  }

  /**
   * Writes the row of an event at an asset: the mark of the event's id and, if there is one, the
   * contribution. If its trace is known, a flag and the {@link TraceParent} follow; otherwise the
   * row ends there, as it did before traces were kept. A later field has to write the flag in any
   * case.
   */
  static byte[] write(
      RowWriter row, Mark mark, Optional<Contribution> contribution, EventBytes events) {
    row.clear().flag(mark.withdrawn());
    mark.withdrawnMillis().ifPresent(row::number);
    row.optional(
        mark.asserted(),
        asserted ->
            row.optional(asserted.kind(), row::constant)
                .stamp(asserted.stamp())
                .fixed(asserted.fingerprint())
                .number(asserted.arrivedMillis()));
    row.optional(contribution, made -> row.bytes(events.encode(made.event())));
    contribution
        .flatMap(Contribution::traceParent)
        .ifPresent(traceParent -> row.flag(true).raw(traceParent.toBytes()));
    return row.toBytes();
  }

  static Mark mark(Asset asset, UUID eventId, byte[] bytes) {
    return mark(asset, eventId, new RowParser(bytes));
  }

  private static Mark mark(Asset asset, UUID eventId, RowParser row) {
    OptionalLong withdrawnMillis =
        row.flag() ? OptionalLong.of(row.number()) : OptionalLong.empty();
    Optional<Mark.Asserted> asserted =
        row.optional(
            () ->
                new Mark.Asserted(
                    row.optional(() -> row.constant(ContributionKind.values())),
                    row.stamp(),
                    row.fixed(),
                    row.number()));
    return new Mark(asset, eventId, asserted, withdrawnMillis);
  }

  static Optional<Contribution> contribution(
      Asset asset, UUID eventId, byte[] bytes, EventBytes events) {
    RowParser row = new RowParser(bytes);
    Mark mark = mark(asset, eventId, row);
    return row.optional(
        () ->
            contribution(
                mark, mark.asserted().orElseThrow(), events.decode(row.bytes()), traceParent(row)));
  }

  private static Contribution contribution(
      Mark mark, Mark.Asserted asserted, LineageEvent event, Optional<TraceParent> traceParent) {
    return new Contribution(
        mark.asset(),
        asserted.kind().orElseThrow(),
        !mark.withdrawn(),
        asserted.arrivedMillis(),
        event,
        traceParent);
  }

  private static Optional<TraceParent> traceParent(RowParser row) {
    return row.isAtEnd() || !row.flag()
        ? Optional.empty()
        : TraceParent.read(ByteBuffer.wrap(row.raw(TraceParent.BYTES)));
  }

  static void writeRef(RowWriter row, EventRef event, EventTable none) {
    row.id(event.eventId()).instant(event.time()).optional(event.kind(), row::constant);
    row.flag(event.live()).text(event.run());
  }

  static EventRef ref(RowParser row, Asset asset, EventTable none) {
    return new EventRef(
        row.id(),
        row.instant(),
        row.optional(() -> row.constant(ContributionKind.values())),
        row.flag(),
        row.text());
  }

  static void writeGroup(RowWriter row, SynthesisGroup group, EventTable events) {
    write(row, group.profile());
    row.number(group.count());
  }

  static SynthesisGroup group(RowParser row, Asset asset, EventTable events) {
    return new SynthesisGroup(asset, profile(row), row.number());
  }

  static byte[] write(SynthesisProfile profile) {
    RowWriter row = new RowWriter();
    write(row, profile);
    return row.toBytes();
  }

  private static void write(RowWriter row, SynthesisProfile profile) {
    row.optional(profile.kind(), row::constant);
    row.flag(profile.seedNotApplicable()).flag(profile.pinned());
    row.list(profile.seeds().entrySet(), seed -> row.asset(seed.getKey()).flag(seed.getValue()));
    row.list(
        profile.generators().entrySet(),
        generator ->
            row.text(generator.getKey().provider())
                .text(generator.getKey().model())
                .flag(generator.getValue()));
    row.flag(profile.prompts()).flag(profile.parameters());
    row.flag(profile.parametersNotApplicable()).flag(profile.answered());
  }

  private static SynthesisProfile profile(RowParser row) {
    return new SynthesisProfile(
        row.optional(() -> row.constant(SynthesisKind.values())),
        row.flag(),
        row.flag(),
        row.map(row::asset, row::flag),
        row.map(() -> new SynthesisProfile.GeneratorName(row.text(), row.text()), row::flag),
        row.flag(),
        row.flag(),
        row.flag(),
        row.flag());
  }

  /**
   * Refers to an event in the asset's own row by its number there, from 1; 0 means that the event
   * follows in full.
   */
  static void writeInEdge(RowWriter row, InEdge edge, EventTable events) {
    row.asset(edge.from())
        .number(edge.revision())
        .list(
            edge.uses(),
            use -> {
              row.constant(use.role()).constant(use.activity()).flag(use.inferred());
              row.number(use.count());
              int number = events.numberOf(use.latest(), use.run()) + 1;
              row.number(number);
              if (number == 0) {
                row.stamp(use.latest()).text(use.run());
              }
            });
  }

  static InEdge inEdge(RowParser row, Asset to, EventTable events) {
    return new InEdge(to, row.asset(), row.number(), row.list(() -> use(row, events)));
  }

  private static InEdge.Use use(RowParser row, EventTable events) {
    Role role = row.constant(Role.values());
    EventType activity = row.constant(EventType.values());
    boolean inferred = row.flag();
    long count = row.number();
    int number = row.integer();
    if (number == 0) {
      return new InEdge.Use(role, activity, inferred, count, row.stamp(), row.text());
    }
    EventRef latest = events.events().get(number - 1);
    return new InEdge.Use(role, activity, inferred, count, latest.stamp(), latest.run());
  }

  static void writeOutEdge(RowWriter row, OutEdge edge, EventTable events) {
    row.asset(edge.to()).number(edge.revision()).constant(edge.kind());
  }

  static OutEdge outEdge(RowParser row, Asset from, EventTable events) {
    return new OutEdge(from, row.asset(), row.number(), row.constant(EdgeKind.values()));
  }

  static void writeExposure(RowWriter row, Exposure exposure, EventTable events) {
    row.origin(exposure.origin());
    row.number(exposure.liveEpoch()).number(exposure.suspectEpoch()).number(exposure.revision());
    write(row, exposure.status());
    row.number(exposure.distance()).optional(exposure.via(), row::asset);
    row.number(exposure.directDistance() == ExposureDelta.FAR ? -1 : exposure.directDistance());
    boolean sameWay = exposure.directVia().equals(exposure.via());
    row.flag(sameWay);
    if (!sameWay) {
      row.optional(exposure.directVia(), row::asset);
    }
    Exposure.Bookkeeping kept = exposure.bookkeeping();
    row.flag(kept.live()).flag(kept.open()).number(kept.alerted());
  }

  static Exposure exposure(RowParser row, Asset asset, EventTable events) {
    Origin origin = row.origin();
    long liveEpoch = row.number();
    long suspectEpoch = row.number();
    long revision = row.number();
    OriginStatus status = status(row);
    int distance = row.integer();
    Optional<Asset> via = row.optional(row::asset);
    int directDistance = directDistance(row.integer());
    Optional<Asset> directVia = row.flag() ? via : row.optional(row::asset);
    return new Exposure(
        asset,
        origin,
        liveEpoch,
        suspectEpoch,
        revision,
        status,
        distance,
        via,
        directDistance,
        directVia,
        new Exposure.Bookkeeping(row.flag(), row.flag(), row.integer()));
  }

  private static int directDistance(int written) {
    return written < 0 ? ExposureDelta.FAR : written;
  }

  static void writeVisit(RowWriter row, Visit visit, EventTable events) {
    row.asset(visit.loop().model()).asset(visit.loop().data()).number(visit.epoch());
  }

  static Visit visit(RowParser row, Asset asset, EventTable events) {
    return new Visit(asset, new Loop(row.asset(), row.asset()), row.number());
  }

  static byte[] write(LoopSearch search) {
    RowWriter row = new RowWriter();
    row.asset(search.loop().model()).asset(search.loop().data());
    row.number(search.epoch()).number(search.asked()).flag(search.found());
    return row.number(search.doubtedUntilMillis()).toBytes();
  }

  static LoopSearch search(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new LoopSearch(
        new Loop(row.asset(), row.asset()), row.number(), row.integer(), row.flag(), row.number());
  }

  static byte[] write(Sweep sweep) {
    return new RowWriter().bytes(sweep.policy()).text(sweep.after()).flag(sweep.done()).toBytes();
  }

  static Sweep sweep(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Sweep(row.bytes(), row.text(), row.flag());
  }

  /** Writes only the count; the key holds the rest. */
  static byte[] write(JobMade made) {
    return new RowWriter().number(made.count()).toBytes();
  }

  static JobMade jobMade(Job job, Asset asset, byte[] bytes) {
    return new JobMade(job, asset, new RowParser(bytes).number());
  }

  static byte[] write(Timer timer) {
    RowWriter row = new RowWriter().number(timer.dueMillis()).party(timer.command().target());
    // A producer has only one kind of timer.
    if (timer.command() instanceof GraphCommand.Review review) {
      row.flag(true).origin(review.origin());
    } else if (timer.command() instanceof GraphCommand.ReviewRepresentation) {
      row.flag(false);
    }
    return row.toBytes();
  }

  static Timer timer(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    long dueMillis = row.number();
    Party target = row.party();
    return new Timer(
        dueMillis,
        target instanceof ProducerInstance producer
            ? new GraphCommand.ReviewGaps(producer)
            : review((Asset) target, row));
  }

  private static GraphCommand.Reminder review(Asset target, RowParser row) {
    return row.flag()
        ? new GraphCommand.Review(target, row.origin())
        : new GraphCommand.ReviewRepresentation(target);
  }
}
