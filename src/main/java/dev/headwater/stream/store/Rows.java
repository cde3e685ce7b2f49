package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Mark;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Register;
import dev.headwater.engine.Tally;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Waiver;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.OriginStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * Rows to and from bytes. What the key holds as a hash is written out in the value. A row that a
 * deployed version wrote must stay readable: enum constants keep their order, fields are added at
 * the end.
 */
final class Rows {
  private Rows() {}

  static byte[] write(Node node) {
    RowWriter row = new RowWriter();
    Tally tally = node.tally();
    row.number(tally.live()).number(tally.known()).number(tally.syntheses());
    row.number(tally.incomplete()).number(tally.notSynthetic());
    row.number(tally.trainings()).number(tally.documents());
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
        });
    ExposureCounts counts = node.exposures();
    row.number(counts.synthetic()).number(counts.undocumented());
    row.number(counts.unknown()).number(counts.incomplete());
    return row.number(node.openAlerts()).toBytes();
  }

  static Node node(Asset asset, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Node(
        asset,
        new Tally(
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
        row.integer());
  }

  private static Map<OriginKind, Register> registers(RowParser row) {
    Map<OriginKind, Register> registers = new EnumMap<>(OriginKind.class);
    int size = row.integer();
    for (int i = 0; i < size; i++) {
      OriginKind kind = row.constant(OriginKind.values());
      registers.put(kind, new Register(row.number(), row.number(), status(row)));
    }
    return registers;
  }

  private static void write(RowWriter row, OriginStatus status) {
    row.flag(status.present()).constant(status.documentation());
    row.list(status.missing(), row::constant);
    row.flag(status.documentedAtFirst()).list(status.turns(), row::stamp);
    row.number(status.dueMillis());
    row.optional(status.waivedUntil(), row::instant).optional(status.absence(), row::constant);
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
        row.optional(() -> row.constant(Resolution.values())));
  }

  static byte[] write(Mark mark) {
    RowWriter row = new RowWriter();
    row.optional(
        mark.asserted(),
        asserted ->
            row.optional(asserted.kind(), row::constant)
                .stamp(asserted.stamp())
                .fixed(asserted.fingerprint()));
    return row.flag(mark.withdrawn()).toBytes();
  }

  static Mark mark(Asset asset, UUID eventId, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Mark(
        asset,
        eventId,
        row.optional(
            () ->
                new Mark.Asserted(
                    row.optional(() -> row.constant(ContributionKind.values())),
                    row.stamp(),
                    row.fixed())),
        row.flag());
  }

  static byte[] write(Contribution contribution, EventBytes events) {
    return new RowWriter()
        .flag(contribution.live())
        .number(contribution.arrivedMillis())
        .bytes(events.encode(contribution.event()))
        .toBytes();
  }

  static boolean isLive(byte[] contribution) {
    return contribution[0] != 0;
  }

  static Contribution contribution(
      Asset asset, ContributionKind kind, byte[] bytes, EventBytes events) {
    RowParser row = new RowParser(bytes);
    return new Contribution(asset, kind, row.flag(), row.number(), events.decode(row.bytes()));
  }

  static byte[] write(InEdge edge) {
    RowWriter row = new RowWriter();
    return row.asset(edge.from())
        .number(edge.revision())
        .list(
            edge.uses(),
            use ->
                row.constant(use.role())
                    .constant(use.activity())
                    .flag(use.inferred())
                    .number(use.count())
                    .stamp(use.latest())
                    .text(use.run()))
        .toBytes();
  }

  static InEdge inEdge(Asset to, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new InEdge(
        to,
        row.asset(),
        row.number(),
        row.list(
            () ->
                new InEdge.Use(
                    row.constant(Role.values()),
                    row.constant(EventType.values()),
                    row.flag(),
                    row.number(),
                    row.stamp(),
                    row.text())));
  }

  static byte[] write(OutEdge edge) {
    return new RowWriter().asset(edge.to()).number(edge.revision()).constant(edge.kind()).toBytes();
  }

  static OutEdge outEdge(Asset from, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new OutEdge(from, row.asset(), row.number(), row.constant(EdgeKind.values()));
  }

  static byte[] write(Exposure exposure) {
    RowWriter row = new RowWriter();
    row.origin(exposure.origin());
    row.number(exposure.liveEpoch()).number(exposure.suspectEpoch()).number(exposure.revision());
    write(row, exposure.status());
    row.number(exposure.distance()).optional(exposure.via(), row::asset);
    row.number(exposure.directDistance() == ExposureDelta.FAR ? -1 : exposure.directDistance());
    row.optional(exposure.directVia(), row::asset);
    Exposure.Bookkeeping kept = exposure.bookkeeping();
    return row.flag(kept.live()).flag(kept.open()).flag(kept.alerted()).toBytes();
  }

  static Exposure exposure(Asset asset, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Exposure(
        asset,
        row.origin(),
        row.number(),
        row.number(),
        row.number(),
        status(row),
        row.integer(),
        row.optional(row::asset),
        directDistance(row.integer()),
        row.optional(row::asset),
        new Exposure.Bookkeeping(row.flag(), row.flag(), row.flag()));
  }

  private static int directDistance(int written) {
    return written < 0 ? ExposureDelta.FAR : written;
  }

  static byte[] write(AlertState state) {
    RowWriter row = new RowWriter();
    Alert alert = state.alert();
    row.asset(alert.subject()).constant(alert.rule()).asset(alert.origin());
    row.constant(alert.severity()).constant(alert.status());
    row.list(alert.missing(), row::constant).list(alert.path(), row::asset);
    row.instant(alert.openedAt()).optional(alert.resolvedAt(), row::instant);
    row.optional(alert.resolution(), row::constant);
    row.constant(state.phase()).flag(state.delivered());
    AlertState.Walk walk = state.walk();
    row.number(walk.epoch()).number(walk.distance()).flag(walk.direct());
    return row.instant(state.closesAt()).toBytes();
  }

  static AlertState alert(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    Asset subject = row.asset();
    RuleName rule = row.constant(RuleName.values());
    Asset origin = row.asset();
    Alert alert =
        new Alert(
            Alert.id(rule, subject, origin),
            rule,
            row.constant(Severity.values()),
            row.constant(AlertStatus.values()),
            subject,
            origin,
            row.list(() -> row.constant(Condition.values())),
            row.list(row::asset),
            row.instant(),
            row.optional(row::instant),
            row.optional(() -> row.constant(Resolution.values())));
    return new AlertState(
        alert,
        row.constant(AlertState.Phase.values()),
        row.flag(),
        new AlertState.Walk(row.number(), row.integer(), row.flag()),
        row.instant());
  }

  static byte[] write(Timer timer) {
    return new RowWriter()
        .number(timer.dueMillis())
        .asset(timer.asset())
        .origin(timer.origin())
        .toBytes();
  }

  static Timer timer(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Timer(row.number(), row.asset(), row.origin());
  }
}
