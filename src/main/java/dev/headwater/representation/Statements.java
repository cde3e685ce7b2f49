package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What the live events that made one asset state about its composition. Documents make nothing, so
 * they are not among them. Immutable.
 *
 * @param asset the asset
 * @param declared the compositions that its own events declare: for each measure, that of the
 *     latest event, by event time and then event id; in the order of the measures
 * @param records the number of its records, as the latest event that states one does
 * @param steps one for each event, the latest first
 * @param reclassified what the latest reclassification says: whether the asset is synthetic; empty
 *     if there is none
 * @param cut whether there are more events than were read. Then nothing is derived from them
 */
public record Statements(
    Asset asset,
    List<Composition> declared,
    OptionalLong records,
    List<Step> steps,
    Optional<Boolean> reclassified,
    boolean cut) {

  public Statements {
    Objects.requireNonNull(asset, "asset");
    declared = List.copyOf(declared);
    steps = List.copyOf(steps);
    Objects.requireNonNull(reclassified, "reclassified");
  }

  /** What is stated of an asset that no event has made. */
  public static Statements none(Asset asset) {
    return new Statements(
        asset, List.of(), OptionalLong.empty(), List.of(), Optional.empty(), false);
  }

  /** The declared composition of a measure. */
  public Optional<Composition> declared(Measure measure) {
    return find(declared, measure);
  }

  /**
   * Reads what events state of an asset.
   *
   * @param events the live events that made it, in any order. Events that made nothing of it, such
   *     as documents, are passed over
   * @param reclassified what the latest live reclassification says, if there is one
   * @param cut whether there are more events than these
   */
  public static Statements of(
      Asset asset, List<LineageEvent> events, Optional<Boolean> reclassified, boolean cut) {
    return EventStatements.of(asset, events, reclassified, cut, Optional.empty());
  }

  /** As above, with the compositions of one dimension only. */
  public static Statements of(
      Asset asset,
      List<LineageEvent> events,
      Optional<Boolean> reclassified,
      boolean cut,
      String dimension) {
    return EventStatements.of(asset, events, reclassified, cut, Optional.of(dimension));
  }

  /** The first composition of a measure. */
  static Optional<Composition> find(List<Composition> compositions, Measure measure) {
    return compositions.stream().filter(one -> Measure.of(one).equals(measure)).findFirst();
  }

  /** What an event did with its inputs. */
  public enum Activity {
    /** Brought data from outside: INGEST. */
    INGEST,
    /** Kept some of its inputs: CLEAN, and TRANSFORM with DEDUPLICATE, SAMPLE or SPLIT. */
    KEEP_SOME,
    /** Kept all of its inputs: TRANSFORM with MERGE, JOIN, ANNOTATE, ANONYMIZE or FORMAT. */
    KEEP_ALL,
    /** Kept all of its inputs in another language: TRANSFORM with TRANSLATE. */
    TRANSLATE,
    /** Made data of its own: SYNTHESIZE. */
    SYNTHESIZE,
    /** Trained a model. */
    TRAIN,
    /** Did something that says nothing of amounts: any other TRANSFORM. */
    OTHER;

    /** Whether what it made may be more than, or something else than, what went in. */
    boolean addsItsOwn() {
      return this == INGEST || this == SYNTHESIZE || this == OTHER;
    }
  }

  /** How much of what an event made is synthetic because of the event itself. */
  public enum SyntheticPart {
    /** All of it. */
    ALL,
    /**
     * Any part of it, or none: an INGEST that does not say that it contains none. One that says
     * that it contains some does not say how much.
     */
    ANY,
    /** Only what was synthetic in its inputs. */
    INHERITED
  }

  /**
   * An event that made the asset.
   *
   * @param event the id of the event
   * @param activity what it did
   * @param records the number of records of the asset, if the event states one
   * @param inputs its inputs that are datasets and have a role that carries exposures
   * @param inputsIncomplete whether it says that it does not name all its inputs
   * @param synthetic how much of what it made is synthetic because of the event itself
   */
  public record Step(
      UUID event,
      Activity activity,
      OptionalLong records,
      List<Use> inputs,
      boolean inputsIncomplete,
      SyntheticPart synthetic) {
    public Step {
      Objects.requireNonNull(activity, "activity");
      inputs = List.copyOf(inputs);
      Objects.requireNonNull(synthetic, "synthetic");
    }
  }

  /**
   * A dataset that an event used.
   *
   * @param asset the dataset
   * @param role its role, which carries exposures
   * @param records how many of its records went in; empty if the event does not say
   * @param weight its weight in a training mix; empty if the event states none
   * @param inferred whether it is only known that it may have gone into the output
   * @param stated what the event states of its composition. It counts for this step alone, and only
   *     for measures that the dataset's own events do not declare
   */
  public record Use(
      Asset asset,
      Role role,
      OptionalLong records,
      OptionalDouble weight,
      boolean inferred,
      List<Composition> stated) {
    public Use {
      Objects.requireNonNull(asset, "asset");
      Objects.requireNonNull(role, "role");
      stated = List.copyOf(stated);
    }
  }
}
