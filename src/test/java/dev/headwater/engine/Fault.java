package dev.headwater.engine;

import dev.headwater.model.Party;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Optional;

/** What may go wrong between two steps of the engine; to show that a proof would notice. */
public interface Fault {
  /** Nothing goes wrong. */
  Fault NONE = new Fault() {};

  /** Whether a command gets lost. */
  default boolean loses(GraphCommand command) {
    return false;
  }

  /** Whose partition handles a command; it ought to be the target. */
  default Party handledBy(GraphCommand command) {
    return command.target();
  }

  /** What is sent though nothing calls for it, once a command is handled. */
  default List<GraphCommand> surplus(GraphCommand handled) {
    return List.of();
  }

  /** An edge that dies is not cut. */
  static Fault noCut() {
    return new Fault() {
      @Override
      public boolean loses(GraphCommand command) {
        return command instanceof GraphCommand.Cut;
      }
    };
  }

  /** What a parent passes on is written in the parent's partition. */
  static Fault childWrittenByParent() {
    return new Fault() {
      @Override
      public Party handledBy(GraphCommand command) {
        return command instanceof GraphCommand.Propagate told ? told.from() : command.target();
      }
    };
  }

  /** What arrives is passed on whether it changed something or not. */
  static Fault noChangeRuleMissing() {
    return new Fault() {
      @Override
      public List<GraphCommand> surplus(GraphCommand handled) {
        return handled instanceof GraphCommand.Propagate told
            ? List.of(
                new GraphCommand.FanOut(
                    told.target(),
                    told.deltas().stream().map(ExposureDelta::origin).toList(),
                    Optional.empty()))
            : List.of();
      }
    };
  }

  /** One message between two assets gets lost. */
  static Fault dropsForward(int which) {
    return new Fault() {
      private int seen;

      @Override
      public boolean loses(GraphCommand command) {
        return command instanceof GraphCommand.Propagate && seen++ == which;
      }
    };
  }
}
