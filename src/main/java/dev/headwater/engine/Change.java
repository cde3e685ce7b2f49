package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import java.util.Optional;
import java.util.UUID;

/** A row to write. */
public sealed interface Change {
  /** Calls the method of {@code visitor} that is for this kind of row. */
  void accept(Visitor visitor);

  /**
   * Writes every kind of row: whoever adds a kind has to say here, and so in every store, how it is
   * written.
   */
  interface Visitor {
    void visit(PutNode put);

    void visit(PutMark put);

    void visit(PutContribution put);

    void visit(PutSyntheses put);

    void visit(PutInEdge put);

    void visit(PutOutEdge put);

    void visit(PutExposure put);

    void visit(PutAlert put);

    void visit(HoldAlert hold);

    void visit(PutSequence put);

    void visit(PutSequencePart put);

    void visit(PutMissing put);

    void visit(BeginSpread begin);

    void visit(EndSpread end);

    void visit(PutTimer put);

    void visit(PutJobMade put);
  }

  /** Writes the asset's row. */
  record PutNode(Node node) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes what is known of an event id that contributes nothing here, or not yet. */
  record PutMark(Mark mark) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes a contribution, in place of the one of the same event, and what is known of the id. */
  record PutContribution(Mark mark, Contribution contribution) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes how many syntheses say the same. */
  record PutSyntheses(SynthesisGroup group) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an edge at its downstream end. */
  record PutInEdge(InEdge edge) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an edge at its upstream end. */
  record PutOutEdge(OutEdge edge) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an exposure. */
  record PutExposure(Exposure exposure) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an alert. */
  record PutAlert(AlertState state) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Remembers that an alert is held back, unless that is remembered already.
   *
   * @param told the alert as it was delivered last, if it was
   */
  record HoldAlert(Party subject, RuleName rule, Party origin, Optional<Alert> told)
      implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes what is known of a producer's numbers as a whole. */
  record PutSequence(Sequence sequence) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes a part of a producer's numbers; one without ranges is removed. */
  record PutSequencePart(SequencePart part) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes what is missing in the partition. */
  record PutMissing(MissingEvents missing) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Remembers that an event is being spread: its outputs take several transactions, and some of
   * them have not been sent what the event says of them.
   *
   * @param home of the event
   * @param fingerprint of the event: another one may have the same id
   */
  record BeginSpread(Asset home, UUID event, long fingerprint) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Forgets {@link BeginSpread}: the last outputs are being sent it. */
  record EndSpread(Asset home, UUID event, long fingerprint) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes a reminder. */
  record PutTimer(Timer timer) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an entry of the index by job; one with a count of 0 is removed. */
  record PutJobMade(JobMade made) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }
}
