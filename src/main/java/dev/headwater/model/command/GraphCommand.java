package dev.headwater.model.command;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A command to the owner of {@link #target()}.
 *
 * <p>The first group crosses partitions; the second is what an owner tells itself to go on with, in
 * place as long as the budget of a record lasts and through the topic beyond it.
 */
public sealed interface GraphCommand {

  /** Whose owner handles the command: an asset, or an instance of a producer. */
  Party target();

  /** Calls the method of {@code visitor} that is for this kind of command. */
  void accept(Visitor visitor);

  /**
   * Handles every kind of command: whoever adds a kind has to say here, and so in every visitor,
   * what is done with it.
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

    void visit(Arrived arrived);

    void visit(Spread spread);

    void visit(Settle settle);

    void visit(Announce announce);

    void visit(FanOut fanOut);

    void visit(Flood flood);

    void visit(Cut cut);

    void visit(ReviewAll reviewAll);

    void visit(Review review);

    void visit(ReviewGaps reviewGaps);
  }

  /** What a reminder can ask for. */
  sealed interface Reminder extends GraphCommand permits Review, ReviewGaps {}

  // ---- between assets

  /**
   * An event, brought to its home: the owner of its first output or of its document's target.
   *
   * @param fingerprint of the content, to notice other content under a used id
   */
  record Admit(Asset target, LineageEvent event, long fingerprint) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * What an event says of one of its outputs, or of the target of its document.
   *
   * @param event the event, with no other output than the target
   * @param fingerprint of the whole event, to notice other content under a used id
   */
  record Contribute(Asset target, LineageEvent event, long fingerprint) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Withdraws what an event says of the target, whether it has come yet or not. */
  record Withdraw(Asset target, UUID event) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Tells the upstream end of an edge what the edge is worth now; a higher revision wins. */
  record SetEdge(Asset target, Asset to, long revision, EdgeKind kind) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Passes exposures along an edge.
   *
   * @param edgeRevision the life of the edge in which they were sent; those of another are ignored
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

  /** The origin's answer: the target counts as reached from {@code epoch} on only. */
  record Suspect(Asset target, Origin origin, long epoch) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Walks upstream in search of a witness path.
   *
   * @param subject the asset whose alert wants the path
   * @param epoch the live epoch of the subject's exposure when the walk began
   * @param direct whether to follow the direct path
   * @param hops steps taken so far
   * @param path from the target's successor to the subject
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

  /** The end of a walk: the whole path, from the origin to the target. */
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

  /** Events of a producer have come, with these numbers; to the owner of what is known of it. */
  record Arrived(ProducerInstance target, List<NumberRun> runs) implements GraphCommand {
    public Arrived {
      runs = List.copyOf(runs);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  // ---- an owner to itself

  /**
   * Tell more of an event's outputs of it.
   *
   * @param target the event's home
   * @param event the event, with those outputs that have not been told
   * @param fingerprint of the whole event, to notice other content under a used id
   */
  record Spread(Asset target, LineageEvent event, long fingerprint) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Determine anew whether the target is an origin, and with what status. */
  record Settle(Asset target) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Bring the target's own exposure up to its register. */
  record Announce(Asset target, OriginKind kind) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Send the target's exposures to these origins to every carrying edge after {@code after}. */
  record FanOut(Asset target, List<Origin> origins, Optional<Asset> after) implements GraphCommand {
    public FanOut {
      origins = List.copyOf(origins);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Send all the target's exposures, after {@code after}, along one edge. */
  record Flood(Asset target, Asset to, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Ask for reverification of those of the target's exposures, after {@code after}, that came along
   * the edge from {@code from}, as far as the edge does not carry them any more.
   */
  record Cut(Asset target, Asset from, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Judge all the target's exposures, after {@code after}, anew: its own facts have changed. */
  record ReviewAll(Asset target, Optional<Origin> after) implements GraphCommand {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Judge one of the exposures of the target anew: its time has come. */
  record Review(Asset target, Origin origin) implements Reminder {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Judge what is missing of the target's numbers: its time has come. */
  record ReviewGaps(ProducerInstance target) implements Reminder {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }
}
