package dev.headwater.model.command;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.TraceParent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to the owner of {@link #target()}.
 *
 * <p>Commands of the first group go from one party's owner to another's, which may have another
 * partition. With commands of the second group, an owner continues its own work: in place within
 * the work budget of the record, and through the topic beyond it.
 */
public sealed interface GraphCommand {

  /** The asset or producer instance whose owner handles the command. */
  Party target();

  /** Calls the method of {@code visitor} for this kind of command. */
  void accept(Visitor visitor);

  /**
   * Handles every kind of command. A new kind needs a new method here, so the compiler reports each
   * visitor that does not handle it.
   */
  interface Visitor {
    void visit(Admit admit);

    void visit(Contribute contribute);

    void visit(Withdraw withdraw);

    void visit(SetEdge setEdge);

    void visit(Propagate propagate);

    void visit(Reverify reverify);

    void visit(Suspect suspect);

    void visit(Trace trace);

    void visit(Traced traced);

    void visit(Seek seek);

    void visit(Sought sought);

    void visit(SeekAgain again);

    void visit(Forget forget);

    void visit(Arrived arrived);

    void visit(Spread spread);

    void visit(AssessOrigin settle);

    void visit(Announce announce);

    void visit(FanOut fanOut);

    void visit(BackfillEdge flood);

    void visit(Cut cut);

    void visit(ReviewAll reviewAll);

    void visit(TellLoops tell);

    void visit(Review review);

    void visit(ReviewGaps reviewGaps);

    void visit(Watch watch);

    void visit(Declare declare);

    void visit(DeclareAll declareAll);

    void visit(ReviewRepresentation review);

    void visit(Former former);
  }

  /** A command that a timer can send. */
  sealed interface Reminder extends GraphCommand permits Review, ReviewGaps, ReviewRepresentation {}

  /** A command that brings an event, or a part of one. */
  sealed interface OfEvent extends GraphCommand permits Admit, Contribute, Spread {
    LineageEvent event();

    /** A hash of the whole event's content, to detect other content under the same id. */
    long fingerprint();

    /**
     * What the event's record says of its trace. It travels in a header of the command's record, so
     * that it is not in the encoded command.
     */
    Optional<TraceParent> traceParent();

    /** Returns the same command for an event of that trace. */
    OfEvent within(TraceParent trace);
  }

  // ---- between assets

  /**
   * Brings an event to its home, the owner of its first output or of its document's target.
   *
   * @param fingerprint a hash of the content, to detect other content under the same id
   */
  record Admit(
      Asset target, LineageEvent event, long fingerprint, Optional<TraceParent> traceParent)
      implements OfEvent {
    /** A command for an event of which no trace is known. */
    public Admit(Asset target, LineageEvent event, long fingerprint) {
      this(target, event, fingerprint, Optional.empty());
    }

    @Override
    public Admit within(TraceParent trace) {
      return new Admit(target, event, fingerprint, Optional.of(trace));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Brings a contribution: what an event says of one of its outputs, or of the target of its
   * document.
   *
   * @param event the event, without outputs other than the target
   * @param fingerprint a hash of the whole event, to detect other content under the same id
   */
  record Contribute(
      Asset target, LineageEvent event, long fingerprint, Optional<TraceParent> traceParent)
      implements OfEvent {
    /** A command for an event of which no trace is known. */
    public Contribute(Asset target, LineageEvent event, long fingerprint) {
      this(target, event, fingerprint, Optional.empty());
    }

    @Override
    public Contribute within(TraceParent trace) {
      return new Contribute(target, event, fingerprint, Optional.of(trace));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Withdraws what an event says of the target, whether the contribution has arrived yet or not.
   */
  record Withdraw(Asset target, UUID event) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Sends the current kind of an edge to its upstream end. A higher revision wins. */
  record SetEdge(Asset target, Asset to, long revision, EdgeKind kind) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Sends exposures along an edge.
   *
   * @param edgeRevision the revision of the edge at the sender. The receiver ignores exposures sent
   *     at another revision than its own
   */
  record Propagate(Asset target, Asset from, long edgeRevision, List<ExposureDelta> deltas)
      implements GraphCommand {
    public Propagate {
      deltas = List.copyOf(deltas);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Asks an origin to start a new epoch, because a path to {@code suspect} was cut. */
  record Reverify(Asset target, OriginKind kind, Asset suspect) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * The origin's answer to {@link Reverify}: the target counts as exposed only if it is reached in
   * {@code epoch} or later.
   */
  record Suspect(Asset target, Origin origin, long epoch) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Takes one step upstream in the search for a witness path.
   *
   * @param subject the asset whose alert needs the path
   * @param epoch the live epoch of the subject's exposure when the walk began
   * @param direct whether to follow the direct path
   * @param hops the number of steps so far
   * @param path from the target's successor to the subject; of a long path, only the assets nearest
   *     to the subject
   */
  record Trace(
      Asset target,
      Asset subject,
      Origin origin,
      long epoch,
      boolean direct,
      int hops,
      List<Asset> path)
      implements GraphCommand {
    public Trace {
      path = List.copyOf(path);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Ends a walk: brings the path, from the origin to the target. Of a long path, it brings only the
   * origin and the assets nearest to the target.
   */
  record Traced(Asset target, Origin origin, long epoch, boolean direct, List<Asset> path)
      implements GraphCommand {
    public Traced {
      path = List.copyOf(path);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Asks an asset upstream of a loop's model whether it is ingested data that is not said to
   * contain synthetic data, and if not, which assets it was made from. The answer is {@link
   * Sought}. The target remembers the question, and reports later changes of the answer. A higher
   * epoch replaces a lower one.
   *
   * @param epoch of the search
   * @param after continues the list of the assets that the target was made from after this one;
   *     only an owner to itself
   */
  record Seek(Asset target, Loop loop, long epoch, Optional<Asset> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * An answer to {@link Seek}, or a later addition to it. The target is the loop's model.
   *
   * @param epoch of the search that the answer belongs to
   * @param at the asset that answers
   * @param found whether it is ingested data that is not said to contain synthetic data
   * @param inputs assets that it was made from, without those that the loop names
   */
  record Sought(Asset target, Asset data, long epoch, Asset at, boolean found, List<Asset> inputs)
      implements GraphCommand {
    public Sought {
      inputs = List.copyOf(inputs);
    }

    /** The loop. */
    public Loop loop() {
      return new Loop(target, data);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Asks the owner of a loop's model, the target, to begin the search again, because an earlier
   * answer does not hold any more.
   *
   * @param epoch of the search that the answer belonged to
   * @param at the asset that gave it
   */
  record SeekAgain(Asset target, Asset data, long epoch, Asset at) implements GraphCommand {
    /** The loop. */
    public Loop loop() {
      return new Loop(target, data);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Ends the searches of a loop with a lower epoch than this, at the target and at all assets that
   * it was made from.
   *
   * @param after continues after the edge from this asset; only an owner to itself
   */
  record Forget(Asset target, Loop loop, long epoch, Optional<Asset> after)
      implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Reports to the owner of a producer instance that events with these numbers have arrived. */
  record Arrived(ProducerInstance target, List<NumberRun> runs) implements GraphCommand {
    public Arrived {
      runs = List.copyOf(runs);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Asks what the target declares, now and after every change, or says that nobody needs to know
   * any more.
   *
   * @param by the asset that has the target as an input
   * @param revision the revision of {@code wanted}. A higher revision wins
   */
  record Watch(Asset target, Asset by, long revision, boolean wanted) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * The answer to {@link Watch}: what an input of the target declares.
   *
   * @param from the input
   * @param revision the revision of {@code declared}. A higher revision wins
   */
  record Declare(Asset target, Asset from, long revision, Declared declared)
      implements GraphCommand {
    public Declare {
      Objects.requireNonNull(declared, "declared");
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Brings an alert that readers knew when the derived state was deleted. Its owner remembers an
   * open one while the state is built anew. If the cause is found again, the alert has been open
   * all the time. A resolved one belongs to the new state at once.
   *
   * @param rebuilt whether the state is built anew. Then an open alert is resolved unless its cause
   *     was found; only an owner to itself
   */
  record Former(Alert alert, boolean rebuilt) implements GraphCommand {
    public Former {
      if (rebuilt && alert.status() != AlertStatus.OPEN) {
        throw new IllegalArgumentException("is not open: " + alert);
      }
    }

    /** The owner of the alert's row: of the asset, or of the producer whose events are missing. */
    @Override
    public Party target() {
      return alert.owner();
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  // ---- an owner to itself

  /**
   * Continues to send an event's contributions to the owners of its remaining outputs.
   *
   * @param target the event's home
   * @param event the event, with only the remaining outputs
   * @param fingerprint a hash of the whole event, to detect other content under the same id
   */
  record Spread(
      Asset target, LineageEvent event, long fingerprint, Optional<TraceParent> traceParent)
      implements OfEvent {
    /** A command for an event of which no trace is known. */
    public Spread(Asset target, LineageEvent event, long fingerprint) {
      this(target, event, fingerprint, Optional.empty());
    }

    @Override
    public Spread within(TraceParent trace) {
      return new Spread(target, event, fingerprint, Optional.of(trace));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Determines again whether the target is an origin, and with what status. */
  record AssessOrigin(Asset target) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Updates the target's own exposure from its register. */
  record Announce(Asset target, OriginKind kind) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Sends the target's exposures to these origins along every carrying edge after {@code after}.
   */
  record FanOut(Asset target, List<Origin> origins, Optional<Asset> after) implements GraphCommand {
    public FanOut {
      origins = List.copyOf(origins);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Sends all exposures of the target after {@code after} along one edge. */
  record BackfillEdge(Asset target, Asset to, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Asks origins for a new epoch after the edge from {@code from} lost some or all of what it
   * carried. It concerns the target's exposures after {@code after} that came along that edge and
   * that the edge does not carry any more.
   */
  record Cut(Asset target, Asset from, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Judges all exposures of the target after {@code after} again, because the target's own facts
   * changed.
   */
  record ReviewAll(Asset target, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Reports a change of the target to the searches that it remembers, after {@code after}.
   *
   * @param input the asset whose edge into the target has begun or ceased to carry; empty if the
   *     change is whether the target is ingested data that is not said to contain synthetic data
   */
  record TellLoops(Asset target, Optional<Asset> input, Optional<Loop> after)
      implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Judges one exposure of the target again at a planned time. */
  record Review(Asset target, Origin origin) implements Reminder {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Sends what the target declares to every asset after {@code after} that watches it. */
  record DeclareAll(Asset target, Optional<Asset> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Judges who is represented in the target again: because something that a rule depends on has
   * changed, or at a planned time.
   */
  record ReviewRepresentation(Asset target) implements Reminder {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Judges the missing numbers of the target again at a planned time. */
  record ReviewGaps(ProducerInstance target) implements Reminder {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }
}
