package dev.headwater.sdk;

import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds a RETRACT. It names the assets that the retracted event named. An output that it leaves
 * out keeps what the event contributed to it.
 */
public final class RetractBuilder extends EventBuilder<RetractBuilder> {

  private final UUID event;
  private final String reason;

  RetractBuilder(Run run, UUID event, String reason) {
    super(run, EventType.RETRACT);
    this.event = event;
    this.reason = reason;
  }

  /** An output of the retracted event, or the target of a retracted DOCUMENT. */
  public RetractBuilder output(Data data) {
    addOutput(data);
    return this;
  }

  /** Adds the inputs and outputs of the event to retract, and the target if it is a DOCUMENT. */
  public RetractBuilder assetsOf(LineageEvent retracted) {
    retracted.inputs().forEach(input -> input(Data.of(input.asset()), input.role()));
    retracted.outputs().stream().map(Output::asset).map(Data::of).forEach(this::addOutput);
    retracted.document().ifPresent(document -> addOutput(Data.of(document.target())));
    return this;
  }

  @Override
  RetractBuilder self() {
    return this;
  }

  @Override
  Optional<Retract> retractPayload() {
    return Optional.of(new Retract(event, reason));
  }
}
