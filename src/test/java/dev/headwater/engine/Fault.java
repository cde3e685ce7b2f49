package dev.headwater.engine;

import dev.headwater.model.Party;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import java.util.List;
import java.util.Optional;

/**
 * A fault that a test plants between two steps of the engine, to show that the tests would detect
 * it.
 */
public interface Fault {
  /** Nothing goes wrong. */
  Fault NONE = new Fault() {};

  /** Returns whether a command gets lost. */
  default boolean loses(GraphCommand command) {
    return false;
  }

  /**
   * Returns the party whose partition handles a command. Without a fault, this is the command's
   * target.
   */
  default Party handledBy(GraphCommand command) {
    return command.target();
  }

  /**
   * Returns the commands that are sent after a command was handled, although nothing requires them.
   */
  default List<GraphCommand> surplus(GraphCommand handled) {
    return List.of();
  }

  /** A dead edge is never cut: the command for it gets lost. */
  static Fault noCut() {
    return new Fault() {
      @Override
      public boolean loses(GraphCommand command) {
        return command instanceof GraphCommand.Cut;
      }
    };
  }

  /** The partition of the parent writes the exposures of the child. */
  static Fault childWrittenByParent() {
    return new Fault() {
      @Override
      public Party handledBy(GraphCommand command) {
        return command instanceof GraphCommand.Propagate told ? told.from() : command.target();
      }
    };
  }

  /** An asset sends exposures downstream even if they changed nothing. */
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

  /** The search of a loop goes on through the loop's own dataset. */
  static Fault searchesThroughLoop() {
    return new Fault() {
      @Override
      public List<GraphCommand> surplus(GraphCommand handled) {
        return handled instanceof GraphCommand.Seek seek
                && seek.target().equals(seek.loop().model())
            ? List.of(
                new GraphCommand.Seek(
                    seek.loop().data(), seek.loop(), seek.epoch(), Optional.empty()))
            : List.of();
      }
    };
  }

  /** The search of a loop never begins again after an answer has ceased to hold. */
  static Fault neverSearchesAgain() {
    return new Fault() {
      @Override
      public boolean loses(GraphCommand command) {
        return command instanceof GraphCommand.SeekAgain;
      }
    };
  }

  /** An asset does not report changes to the searches that asked it. */
  static Fault answersOnce() {
    return new Fault() {
      @Override
      public boolean loses(GraphCommand command) {
        return command instanceof GraphCommand.TellLoops;
      }
    };
  }

  /**
   * One message that propagates exposures gets lost.
   *
   * @param which the number of such messages before it
   */
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
