package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Party;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Converts rows of alerts to and from bytes, by the same rules as {@link Rows}. */
final class AlertRows {
  private AlertRows() {}

  static byte[] write(AlertState state) {
    RowWriter row = new RowWriter();
    write(row, state.alert());
    row.constant(state.phase()).flag(state.delivered());
    AlertState.Walk walk = state.walk();
    row.number(walk.epoch()).number(walk.distance()).flag(walk.direct());
    return row.instant(state.closesAt()).toBytes();
  }

  private static void write(RowWriter row, Alert alert) {
    row.party(alert.subject()).constant(alert.rule()).party(alert.origin());
    row.constant(alert.severity()).constant(alert.status());
    row.list(alert.missing(), row::constant).list(alert.path(), row::asset);
    row.instant(alert.openedAt()).optional(alert.resolvedAt(), row::instant);
    row.optional(alert.resolution(), row::constant);
    if (!alert.rule().isOnAssets()) {
      row.list(alert.missingEvents(), row::text);
    }
  }

  static AlertState alert(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new AlertState(
        alert(row),
        row.constant(AlertState.Phase.values()),
        row.flag(),
        new AlertState.Walk(row.number(), row.integer(), row.flag()),
        row.instant());
  }

  private static Alert alert(RowParser row) {
    Party subject = row.party();
    RuleName rule = row.constant(RuleName.values());
    Party origin = row.party();
    Severity severity = row.constant(Severity.values());
    AlertStatus status = row.constant(AlertStatus.values());
    List<Condition> missing = row.list(() -> row.constant(Condition.values()));
    List<Asset> path = row.list(row::asset);
    Instant openedAt = row.instant();
    Optional<Instant> resolvedAt = row.optional(row::instant);
    Optional<Resolution> resolution = row.optional(() -> row.constant(Resolution.values()));
    return new Alert(
        Alert.id(rule, subject, origin),
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        rule.isOnAssets() ? List.of() : row.list(row::text),
        path,
        openedAt,
        resolvedAt,
        resolution);
  }

  static byte[] write(Held held) {
    RowWriter row = new RowWriter();
    row.party(held.subject()).constant(held.rule()).party(held.origin());
    row.optional(held.told(), alert -> write(row, alert));
    return row.toBytes();
  }

  static Held held(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new Held(
        row.party(), row.constant(RuleName.values()), row.party(), row.optional(() -> alert(row)));
  }
}
