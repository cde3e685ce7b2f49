package dev.headwater.codec.avro;

import dev.headwater.avro.ExposureState;
import dev.headwater.avro.OriginRef;
import dev.headwater.avro.OriginState;
import dev.headwater.avro.OriginType;
import dev.headwater.avro.StampState;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.util.Optional;
import java.util.UUID;

/** Exposures inside commands, to and from Avro. */
final class ExposureAvro {
  private ExposureAvro() {}

  static OriginRef ref(Origin origin) {
    return new OriginRef(origin.asset().urn(), OriginType.valueOf(origin.kind().name()));
  }

  static Origin origin(OriginRef ref) {
    return new Origin(Asset.parse(ref.getAsset()), OriginKind.valueOf(ref.getKind().name()));
  }

  static ExposureState state(ExposureDelta delta) {
    return new ExposureState(
        ref(delta.origin()),
        delta.liveEpoch(),
        delta.suspectEpoch(),
        delta.revision(),
        state(delta.status()),
        delta.distance(),
        delta.directDistance());
  }

  static ExposureDelta delta(ExposureState state) {
    return new ExposureDelta(
        origin(state.getOrigin()),
        state.getLiveEpoch(),
        state.getSuspectEpoch(),
        state.getRevision(),
        status(state.getStatus()),
        state.getDistance(),
        state.getDirectDistance());
  }

  private static OriginState state(OriginStatus status) {
    return new OriginState(
        status.present(),
        status.documentation().name(),
        status.missing().stream().map(Condition::name).toList(),
        status.documentedAtFirst(),
        status.turns().stream()
            .map(turn -> new StampState(turn.eventTime(), turn.eventId().toString()))
            .toList(),
        status.dueMillis(),
        status.waivedUntil().orElse(null),
        status.absence().map(Resolution::name).orElse(null));
  }

  private static OriginStatus status(OriginState state) {
    return new OriginStatus(
        state.getPresent(),
        Documentation.valueOf(state.getDocumentation()),
        state.getMissing().stream().map(Condition::valueOf).toList(),
        state.getDocumentedAtFirst(),
        state.getTurns().stream()
            .map(turn -> new Stamp(turn.getEventTime(), UUID.fromString(turn.getEventId())))
            .toList(),
        state.getDueMillis(),
        Optional.ofNullable(state.getWaivedUntil()),
        Optional.ofNullable(state.getAbsence()).map(Resolution::valueOf));
  }
}
