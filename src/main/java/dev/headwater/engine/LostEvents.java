package dev.headwater.engine;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rule about numbered events that have not arrived. It raises one alert for each job and
 * producer. The alert is open while some gaps of the job are older than the grace, and it is
 * resolved when their events have arrived. It does not extend {@link Rule}, because it judges no
 * exposures.
 *
 * <p>Bound: for one producer, at most {@link #JOBS} jobs have an open alert at the same time, those
 * of its first gaps. The other jobs get theirs when these are resolved.
 */
final class LostEvents {
  /** The maximum number of jobs of one producer with an open alert at the same time. */
  static final int JOBS = 100;

  /** The maximum number of gaps that an alert lists. */
  static final int LISTED = 20;

  private static final RuleName RULE = RuleName.LOST_EVENTS;

  private LostEvents() {}

  /**
   * Updates the alerts of a producer.
   *
   * @param gaps the gaps to judge, in order
   * @return the producer with its bookkeeping
   */
  static Sequence judge(Turn turn, Sequence sequence, List<Gap> gaps) {
    Map<Job, List<Gap>> ripe = new LinkedHashMap<>();
    long nextMillis = Long.MAX_VALUE;
    for (Gap gap : gaps) {
      if (gap.job().isEmpty() || !isOn(turn, gap.job().get())) {
        continue;
      }
      Job job = gap.job().get();
      long dueMillis = gap.sinceMillis() + turn.policy.grace(RULE, job.namespace()).toMillis();
      if (dueMillis > turn.now.toEpochMilli()) {
        nextMillis = Math.min(nextMillis, dueMillis);
      } else if (ripe.containsKey(job) || ripe.size() < JOBS) {
        ripe.computeIfAbsent(job, key -> new ArrayList<>()).add(gap);
      }
    }
    ripe.forEach((job, missing) -> raise(turn, sequence.producer(), job, missing));
    for (Job job : sequence.alerted()) {
      if (!ripe.containsKey(job)) {
        clear(turn, sequence.producer(), job);
      }
    }
    Sequence judged = sequence.alerted(List.copyOf(new TreeSet<>(ripe.keySet())));
    long earliestMillis = turn.now.plus(Sequences.FIRST_LOOK).toEpochMilli();
    return nextMillis == Long.MAX_VALUE
        ? judged
        : Sequences.remind(turn, judged, Math.max(nextMillis, earliestMillis));
  }

  private static boolean isOn(Turn turn, Job job) {
    return turn.policy.enabled(RULE, job.namespace());
  }

  private static void raise(Turn turn, ProducerInstance producer, Job job, List<Gap> missing) {
    Optional<AlertState> known = turn.view.alert(job, RULE, producer);
    Optional<Alert> open =
        known.filter(state -> state.phase() == Phase.OPEN).map(AlertState::alert);
    Alert alert =
        new Alert(
            Alert.id(RULE, job, producer),
            RULE,
            turn.policy.severity(RULE, job.namespace(), Severity.WARNING),
            AlertStatus.OPEN,
            job,
            producer,
            List.of(),
            texts(missing),
            List.of(),
            open.map(Alert::openedAt)
                .orElseGet(() -> FormerAlerts.openedAt(turn, new AlertKey(job, RULE, producer))),
            Optional.empty(),
            Optional.empty());
    if (open.equals(Optional.of(alert))) {
      return;
    }
    AlertState state = known.orElseGet(() -> AlertState.never(alert));
    boolean delivered = Alerting.deliver(turn, state, alert);
    turn.put(new Change.PutAlert(state.opened(alert, delivered, turn.holding)));
  }

  private static void clear(Turn turn, ProducerInstance producer, Job job) {
    Resolution reason = isOn(turn, job) ? Resolution.ARRIVED : Resolution.WAIVED;
    turn.view
        .alert(job, RULE, producer)
        .filter(state -> state.phase() == Phase.OPEN)
        .ifPresent(state -> turn.put(new Change.PutAlert(Alerting.close(turn, state, reason))));
  }

  /** The gaps as text, such as 5-7, 9 and 11, and then how many more events are missing. */
  private static List<String> texts(List<Gap> gaps) {
    List<String> texts = new ArrayList<>(gaps.stream().limit(LISTED).map(Gap::text).toList());
    long more = gaps.stream().skip(LISTED).mapToLong(Gap::count).sum();
    if (more > 0) {
      texts.add("and " + more + " more");
    }
    return texts;
  }
}
