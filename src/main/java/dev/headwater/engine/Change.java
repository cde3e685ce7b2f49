package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import java.util.Optional;
import java.util.UUID;

/** A row to write. */
public sealed interface Change {
  /** Writes the asset's row. */
  record PutNode(Node node) implements Change {}

  /** Writes what is known of an event id that contributes nothing here, or not yet. */
  record PutMark(Mark mark) implements Change {}

  /** Writes a contribution, in place of the one of the same event, and what is known of the id. */
  record PutContribution(Mark mark, Contribution contribution) implements Change {}

  /** Writes how many syntheses say the same. */
  record PutSyntheses(SynthesisGroup group) implements Change {}

  /** Writes an edge at its downstream end. */
  record PutInEdge(InEdge edge) implements Change {}

  /** Writes an edge at its upstream end. */
  record PutOutEdge(OutEdge edge) implements Change {}

  /** Writes an exposure. */
  record PutExposure(Exposure exposure) implements Change {}

  /** Writes an alert. */
  record PutAlert(AlertState state) implements Change {}

  /**
   * Remembers that an alert is held back, unless that is remembered already.
   *
   * @param told the alert as it was delivered last, if it was
   */
  record HoldAlert(Party subject, RuleName rule, Party origin, Optional<Alert> told)
      implements Change {}

  /** Writes what is known of a producer's numbers as a whole. */
  record PutSequence(Sequence sequence) implements Change {}

  /** Writes a part of a producer's numbers; one without ranges is removed. */
  record PutSequencePart(SequencePart part) implements Change {}

  /** Writes what is missing in the partition. */
  record PutMissing(MissingEvents missing) implements Change {}

  /**
   * Remembers that an event is being spread: its outputs take several transactions, and some of
   * them have not been sent what the event says of them.
   *
   * @param home of the event
   * @param fingerprint of the event: another one may have the same id
   */
  record BeginSpread(Asset home, UUID event, long fingerprint) implements Change {}

  /** Forgets {@link BeginSpread}: the last outputs are being sent it. */
  record EndSpread(Asset home, UUID event, long fingerprint) implements Change {}

  /** Writes a reminder. */
  record PutTimer(Timer timer) implements Change {}
}
