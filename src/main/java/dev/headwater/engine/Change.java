package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A change of a row in the store. */
public sealed interface Change {
  /** Calls the method of {@code visitor} for this kind of change. */
  void accept(Visitor visitor);

  /**
   * Applies every kind of change. A new kind needs a new method here, so the compiler reports each
   * store that does not handle it.
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

    void visit(CorrectHeld correct);

    void visit(PutFormerAlert put);

    void visit(ForgetFormerAlert forget);

    void visit(PutSearch put);

    void visit(EndSearch end);

    void visit(PutVisit put);

    void visit(EndVisit end);

    void visit(PutSequence put);

    void visit(PutSequencePart put);

    void visit(PutMissing put);

    void visit(BeginSpread begin);

    void visit(EndSpread end);

    void visit(PutTimer put);

    void visit(PutJobMade put);

    void visit(CountEvent count);

    void visit(PutWatcher put);

    void visit(PutWatched put);

    void visit(PutVersion put);

    void visit(PutFindings put);
  }

  /** Remembers an alert that was open when the state was deleted; replaces an earlier row. */
  record PutFormerAlert(Alert alert) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Ends what {@link PutFormerAlert} began. */
  record ForgetFormerAlert(AlertKey key) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes the asset's row. */
  record PutNode(Node node) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes the mark of an event id that has no contribution here, or none yet. */
  record PutMark(Mark mark) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Writes a contribution and the mark of its event. Replaces an earlier contribution of the same
   * event.
   */
  record PutContribution(Mark mark, Contribution contribution) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes how many synthesis events have the same profile. */
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
   * Records that an alert is held back, unless that is recorded already.
   *
   * @param told the alert as it was last delivered, if it was delivered before
   */
  record HoldAlert(AlertKey key, Optional<Alert> told) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Replaces what is recorded of the last delivery of an alert that is held back. Changes nothing
   * if the alert is not held back.
   *
   * @param told the alert as it was last delivered
   */
  record CorrectHeld(Alert told) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes the search of a loop. */
  record PutSearch(LoopSearch search) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Removes the search of a loop. */
  record EndSearch(Loop loop) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes what an asset remembers of the search of a loop. */
  record PutVisit(Visit visit) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Removes what an asset remembers of the search of a loop. */
  record EndVisit(Visit visit) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes the state of a producer's numbers as a whole. */
  record PutSequence(Sequence sequence) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes a part of a producer's numbers. Removes the row if the part has no ranges. */
  record PutSequencePart(SequencePart part) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes the number of missing events of the partition. */
  record PutMissing(MissingEvents missing) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Records that an event is being spread: sending its contributions takes several transactions,
   * and some outputs have not been sent theirs yet.
   *
   * @param home the event's home
   * @param fingerprint of the event, because another event may have the same id
   */
  record BeginSpread(Asset home, UUID event, long fingerprint) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Removes what {@link BeginSpread} recorded: this step sends the last contributions. */
  record EndSpread(Asset home, UUID event, long fingerprint) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes a timer. */
  record PutTimer(Timer timer) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Counts an event that its home has admitted for the first time. No decision depends on the
   * count.
   *
   * @param arrivedMillis when the record of the event arrived, in epoch milliseconds
   */
  record CountEvent(EventType type, long arrivedMillis) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an entry of the index by job. Removes the entry if its count is 0. */
  record PutJobMade(JobMade made) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes that an asset watches another one, at the owner of the other one. */
  record PutWatcher(Watcher watcher) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes an input that an asset watches, with what the input declares. */
  record PutWatched(Watched watched) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Moves an asset in the list of the versions of its name.
   *
   * @param before the stamp under which it stands in the list; empty if it does not
   * @param now how it is to stand there; empty if it is to leave the list
   */
  record PutVersion(Asset asset, Optional<Stamp> before, Optional<Version> now) implements Change {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Writes which alerts of the rules about representation are open on the asset. */
  record PutFindings(Asset asset, List<Finding> findings) implements Change {
    public PutFindings {
      findings = List.copyOf(findings);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }
}
