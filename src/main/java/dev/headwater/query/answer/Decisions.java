package dev.headwater.query.answer;

import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who took part in making an asset and who decided what, according to its live events and, if asked
 * for, to those of all assets that it descends from.
 *
 * @param asset the asset
 * @param upstream whether what it descends from is included
 * @param moment which events count
 * @param sources the assets whose events were read for this page: by distance, then by URN
 * @param activities one for each event, in the order of the sources and the latest first
 * @param next the cursor of the next page; "" if there is none
 * @param truncated what this page, or the walk upstream, left out; empty if nothing
 * @param freshness of what was read
 */
public record Decisions(
    Asset asset,
    boolean upstream,
    Moment moment,
    List<Source> sources,
    List<Activity> activities,
    String next,
    Optional<Truncation> truncated,
    Freshness freshness)
    implements ReadAnswer {
  public Decisions {
    sources = List.copyOf(sources);
    activities = List.copyOf(activities);
  }

  /**
   * An asset whose events were read.
   *
   * @param distance in edges from the asset that was asked for
   * @param isMade whether any live event makes it, and does not only document it
   * @param eventsLeftOut how many of its events were not read; these are the oldest of their kind
   */
  public record Source(Asset asset, int distance, boolean isMade, long eventsLeftOut) {}

  /** What nobody is named for. */
  public enum Kind {
    /** No event on record says who made the asset. */
    NO_EVENT,
    /** No person or organization is among the agents of an event. */
    NO_ONE_NAMED,
    /** None of those who decided is a person or an organization among the event's agents. */
    UNATTRIBUTED_DECISION,
    /** A decision affects groups, and no one is named as consulted. */
    NO_ONE_CONSULTED
  }

  /**
   * One thing that nobody is named for.
   *
   * @param asset the nearest one that it is about
   * @param event the event; empty if there is none
   * @param decision its id; "" if it is not about a decision
   * @param sentence what is not named, for a person
   */
  public record Gap(
      Kind kind, Asset asset, Optional<UUID> event, String decision, String sentence) {}

  /** Whether nothing was left out. */
  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }

  /**
   * All that nobody is named for on this page: assets first, then in the order of the activities.
   */
  public List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (Source source : sources) {
      if (!source.isMade()) {
        gaps.add(
            new Gap(
                Kind.NO_EVENT,
                source.asset(),
                Optional.empty(),
                "",
                "No event on record says who made " + source.asset() + "."));
      }
    }
    for (Activity activity : activities) {
      if (!activity.isNamed()) {
        gaps.add(
            gap(
                Kind.NO_ONE_NAMED,
                activity,
                "",
                "No person or organization is named for the "
                    + activity.type()
                    + " of "
                    + activity.assets().get(0)
                    + "."));
      }
      for (Activity.Choice choice : activity.decisions()) {
        if (!choice.isAttributed()) {
          gaps.add(
              about(
                  Kind.UNATTRIBUTED_DECISION,
                  activity,
                  choice,
                  " names no person or organization of its event as the one who decided."));
        }
        if (choice.lacksConsulted()) {
          gaps.add(
              about(
                  Kind.NO_ONE_CONSULTED,
                  activity,
                  choice,
                  " names groups that it affects, and no one as consulted."));
        }
      }
    }
    return gaps;
  }

  private static Gap about(Kind kind, Activity activity, Activity.Choice choice, String rest) {
    return gap(
        kind,
        activity,
        choice.id(),
        "Decision " + choice.id() + " about " + activity.assets().get(0) + rest);
  }

  private static Gap gap(Kind kind, Activity activity, String decision, String sentence) {
    return new Gap(
        kind, activity.assets().get(0), Optional.of(activity.event()), decision, sentence);
  }

  /**
   * How many of these agents this page shows, each id once. Annotators who are withheld are not.
   */
  public long agents(AgentType type) {
    return activities.stream()
        .flatMap(activity -> activity.agents().stream())
        .filter(agent -> agent.type() == type)
        .map(Activity.Participant::id)
        .distinct()
        .count();
  }

  /** How many decisions this page shows. */
  public long decisions() {
    return activities.stream().mapToLong(activity -> activity.decisions().size()).sum();
  }

  /** Of how many events this page withholds annotators. */
  public long groupsWithheld() {
    return activities.stream().filter(Activity::fewAnnotators).count();
  }
}
