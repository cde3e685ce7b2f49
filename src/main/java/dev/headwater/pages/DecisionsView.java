package dev.headwater.pages;

import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.RuleName;
import dev.headwater.model.TraceParent;
import dev.headwater.query.answer.Activity;
import dev.headwater.query.answer.Decisions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page of those who took part in making an asset, and of what they decided.
 *
 * @param asset it is about
 * @param counts what is on the page, in one sentence
 * @param gaps what nobody is named for
 * @param moreGaps what that list leaves out, or what it says if it is empty
 * @param steps one for each event
 * @param next the link to the next page; "" if there is none
 * @param moment as {@link Links#at} takes it
 * @param momentWords what the page counts; "" for now
 * @param freshness of the page
 */
public record DecisionsView(
    Asset asset,
    String counts,
    List<Gap> gaps,
    String moreGaps,
    List<Step> steps,
    String next,
    String moment,
    String momentWords,
    FreshnessView freshness) {
  /** The maximum number of items in each list. */
  private static final int LISTED = 50;

  /** The maximum number of code points of a text. The events have the whole text. */
  private static final int TEXT = 1_000;

  public DecisionsView {
    gaps = List.copyOf(gaps);
    steps = List.copyOf(steps);
  }

  /** What nobody is named for, and the step that it is in: its id on the page, or "". */
  public record Gap(String sentence, Asset asset, String step) {}

  /**
   * An activity.
   *
   * @param id on the page
   * @param traceId the id of the trace that the event was sent in; "" if none is known
   * @param what it did
   * @param moreAssets what the list of assets leaves out; "" if nothing
   * @param few what is said of annotators who are not listed; "" if there are none
   * @param waiver that it grants
   * @param more what the lists of agents and decisions leave out; "" if nothing
   */
  public record Step(
      String id,
      String what,
      List<Asset> assets,
      String moreAssets,
      Instant time,
      Job job,
      String run,
      String traceId,
      List<Who> agents,
      String few,
      boolean isNamed,
      List<Choice> decisions,
      Optional<Waiver> waiver,
      String more) {
    public Step {
      assets = List.copyOf(assets);
      agents = List.copyOf(agents);
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * A waiver.
   *
   * @param origin the only cause that it waives; empty for every cause
   */
  public record Waiver(
      RuleName rule, Optional<Asset> origin, String approver, String rationale, Instant until) {}

  /** An agent. */
  public record Who(String id, String type, String role, String onBehalfOf) {}

  /**
   * A decision.
   *
   * @param decidedBy who decided, with what is known of them
   * @param lists the other lists of it that are not empty, by their names
   */
  public record Choice(
      String id,
      String kind,
      String question,
      String choice,
      String rationale,
      String decidedBy,
      boolean isAttributed,
      boolean lacksConsulted,
      List<Line> lists,
      Optional<Instant> decidedAt) {
    public Choice {
      lists = List.copyOf(lists);
    }
  }

  /** A list in one line. */
  public record Line(String name, String items) {}

  /**
   * The words for what was read.
   *
   * @param next the link to the next page; "" if there is none
   */
  public static DecisionsView of(
      Decisions read, String next, String moment, String momentWords, FreshnessView freshness) {
    List<Decisions.Gap> gaps = read.gaps();
    List<Activity> activities = read.activities();
    return new DecisionsView(
        read.asset(),
        counts(read),
        gaps.stream()
            .limit(LISTED)
            .map(
                gap ->
                    new Gap(
                        cut(gap.sentence()),
                        gap.asset(),
                        gap.event().map(event -> "e-" + event).orElse("")))
            .toList(),
        gaps.isEmpty()
            ? "Somebody is named for every event and every decision on this page"
                + (freshness.sure() ? "." : " so far.")
            : left(gaps.size(), "", " of these"),
        activities.stream().map(DecisionsView::step).toList(),
        next,
        moment,
        momentWords,
        freshness);
  }

  private static String counts(Decisions read) {
    long people = read.agents(AgentType.PERSON);
    return Words.count(read.sources().size(), "asset")
        + ", "
        + Words.count(read.activities().size(), "event")
        + ", "
        + Words.number(people)
        + (people == 1 ? " person" : " people")
        + ", "
        + Words.count(read.agents(AgentType.ORGANIZATION), "organization")
        + ", "
        + Words.count(read.agents(AgentType.SOFTWARE), "program")
        + ", "
        + Words.count(read.decisions(), "decision")
        + "."
        + (read.groupsWithheld() == 0
            ? ""
            : " Annotators are not listed where an event names fewer than "
                + Annotators.LEAST
                + " of them.");
  }

  private static Step step(Activity activity) {
    String more =
        (left(activity.agents().size(), "Of those who took part, ", "")
                + " "
                + left(activity.decisions().size(), "Of the decisions, ", ""))
            .strip();
    return new Step(
        "e-" + activity.event(),
        Words.activity(activity.type()),
        activity.assets().stream().limit(LISTED).toList(),
        left(activity.assets().size(), "", ""),
        activity.time(),
        activity.job(),
        activity.run(),
        activity.traceParent().map(TraceParent::traceId).orElse(""),
        activity.agents().stream().limit(LISTED).map(DecisionsView::who).toList(),
        activity.fewAnnotators() ? Annotators.FEW : "",
        activity.isNamed(),
        activity.decisions().stream().limit(LISTED).map(DecisionsView::choice).toList(),
        activity
            .waiver()
            .map(
                one ->
                    new Waiver(
                        one.rule(),
                        one.origin(),
                        cut(one.approver()),
                        cut(one.rationale()),
                        one.until())),
        more);
  }

  private static Who who(Activity.Participant agent) {
    return new Who(
        agent.id(),
        Words.lower(agent.type()),
        cut(agent.role()),
        agent.onBehalfWithheld() ? Annotators.FEW : agent.onBehalfOf());
  }

  private static Choice choice(Activity.Choice choice) {
    List<Line> lists = new ArrayList<>();
    add(lists, "Options", choice.options());
    add(lists, "Affected groups", choice.affectedGroups());
    add(lists, "Consulted", choice.consulted());
    add(lists, "Evidence", choice.evidence());
    return new Choice(
        choice.id(),
        Words.lower(choice.kind()),
        cut(choice.question()),
        cut(choice.choice()),
        cut(choice.rationale()),
        line(choice.decidedBy().stream().map(DecisionsView::decider).toList()),
        choice.isAttributed(),
        choice.lacksConsulted(),
        lists,
        choice.decidedAt());
  }

  private static String decider(Activity.Decider decider) {
    return decider.id().orElse(Annotators.FEW)
        + decider
            .type()
            .map(type -> type == AgentType.PERSON ? "" : " (" + Words.lower(type) + ")")
            .orElse(" (not among those who took part)");
  }

  private static void add(List<Line> lists, String name, List<String> items) {
    if (!items.isEmpty()) {
      lists.add(new Line(name, line(items)));
    }
  }

  private static String line(List<String> items) {
    String more = left(items.size(), "", "");
    return String.join(", ", items.stream().limit(LISTED).map(DecisionsView::cut).toList())
        + (more.isEmpty() ? "" : "; " + more);
  }

  /** What a list of this size leaves out; "" if nothing. */
  private static String left(int size, String before, String after) {
    return size <= LISTED
        ? ""
        : before + Words.number(size - (long) LISTED) + " more" + after + " are not shown.";
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TEXT)) + "…";
  }
}
