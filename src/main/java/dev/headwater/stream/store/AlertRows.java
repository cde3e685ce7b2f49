package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
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
    row.instant(state.closesAt());
    if (!state.history().isEmpty()) {
      // Rows without a history end here, as all did before there were histories.
      row.list(state.history(), episode -> write(row, episode));
    }
    return row.toBytes();
  }

  private static void write(RowWriter row, AlertEpisode episode) {
    row.instant(episode.openedAt()).instant(episode.resolvedAt());
    row.constant(episode.resolution()).constant(episode.severity());
  }

  private static AlertEpisode episode(RowParser row) {
    return new AlertEpisode(
        row.instant(),
        row.instant(),
        row.constant(Resolution.values()),
        row.constant(Severity.values()));
  }

  static byte[] writeFormer(Alert alert) {
    RowWriter row = new RowWriter();
    write(row, alert);
    return row.toBytes();
  }

  static Alert former(byte[] bytes) {
    return alert(new RowParser(bytes));
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
    if (alert.rule().isAboutRepresentation()) {
      row.text(alert.dimension());
      row.list(alert.evidence(), evidence -> write(row, evidence)).number(alert.moreEvidence());
    }
  }

  static void write(RowWriter row, AlertEvidence evidence) {
    row.text(evidence.category()).real(evidence.value()).real(evidence.low());
    row.real(evidence.high()).real(evidence.threshold());
    row.real(evidence.before()).real(evidence.after());
  }

  private static AlertEvidence evidence(RowParser row) {
    return new AlertEvidence(
        row.text(), row.real(), row.real(), row.real(), row.real(), row.real(), row.real());
  }

  static AlertState alert(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return new AlertState(
        alert(row),
        row.constant(AlertState.Phase.values()),
        row.flag(),
        new AlertState.Walk(row.number(), row.integer(), row.flag()),
        row.instant(),
        row.isAtEnd() ? List.of() : row.list(() -> episode(row)));
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
    List<String> missingEvents = rule.isOnAssets() ? List.of() : row.list(row::text);
    boolean isAboutRepresentation = rule.isAboutRepresentation();
    String dimension = isAboutRepresentation ? row.text() : "";
    return new Alert(
        new AlertKey(subject, rule, origin, dimension).id(),
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        missingEvents,
        path,
        dimension,
        isAboutRepresentation ? row.list(() -> evidence(row)) : List.of(),
        isAboutRepresentation ? row.number() : 0,
        openedAt,
        resolvedAt,
        resolution);
  }

  static byte[] write(Held held) {
    RowWriter row = new RowWriter();
    AlertKey key = held.key();
    row.party(key.subject()).constant(key.rule()).party(key.origin()).text(key.dimension());
    row.optional(held.told(), alert -> write(row, alert));
    return row.toBytes();
  }

  static Held held(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    AlertKey key =
        new AlertKey(row.party(), row.constant(RuleName.values()), row.party(), row.text());
    return new Held(key, row.optional(() -> alert(row)));
  }
}
