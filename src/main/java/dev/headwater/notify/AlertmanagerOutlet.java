package dev.headwater.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends each alert at once, and sends the open ones again and again: Alertmanager forgets what is
 * not repeated. An open alert ends {@code expires} after it was sent last, so that it outlives a
 * restart. A resolved one is repeated for 15 minutes, as Prometheus does, which also undoes a late
 * request that had it open.
 *
 * <p>Repeats at most {@value #MAX_REPEATED} alerts; further ones are sent once and counted.
 */
final class AlertmanagerOutlet implements Outlet {
  static final int MAX_REPEATED = 10_000;

  /** How long a resolved alert is repeated. */
  static final Duration RESOLVED_KEPT = Duration.ofMinutes(15);

  private static final int AT_ONCE = 500;

  private final Owners owners;
  private final Duration repeat;
  private final Duration expires;
  private final LongAdder notRepeated;
  private final Clock clock;
  private final Map<String, Repeated> repeated = new LinkedHashMap<>();

  /** The ids of the round that is being sent, and how many of them have been. */
  private List<String> round = List.of();

  private int inRound;
  private Instant nextRound;

  /**
   * An alert that is repeated.
   *
   * @param unlabelled an alert from before this line had its partition, whose owner is not asked
   *     yet
   * @param since when it was taken
   */
  private record Repeated(
      int partition, AlertmanagerAlert alert, Optional<Alert> unlabelled, Instant since) {}

  /**
   * @param notRepeated counts alerts for which there is no room
   */
  AlertmanagerOutlet(
      Duration repeat, Duration expires, Owners owners, LongAdder notRepeated, Clock clock) {
    this.owners = owners;
    this.repeat = repeat;
    this.expires = expires;
    this.notRepeated = notRepeated;
    this.clock = clock;
    this.nextRound = clock.instant().plus(repeat);
  }

  @Override
  public Optional<Message> take(Notice notice) {
    List<AlertmanagerAlert> items = new ArrayList<>();
    AlertmanagerAlert now = labelled(AlertmanagerAlert.of(notice.alert()), notice.owner());
    Repeated before = repeated.get(notice.alert().id());
    if (before != null
        && before.unlabelled().isEmpty()
        && !before.alert().labels().equals(now.labels())) {
      items.add(before.alert().endedAt(notice.alert().resolvedAt().orElse(clock.instant())));
    }
    items.add(now);
    remember(notice, now, Optional.empty());
    return Optional.of(message("alert " + notice.alert().id(), items));
  }

  @Override
  public void recall(Notice notice) {
    Instant now = clock.instant();
    boolean isOver =
        notice
            .alert()
            .resolvedAt()
            .filter(end -> end.plus(RESOLVED_KEPT).isBefore(now))
            .isPresent();
    if (isOver) {
      repeated.remove(notice.alert().id());
    } else {
      remember(notice, AlertmanagerAlert.of(notice.alert()), Optional.of(notice.alert()));
    }
  }

  @Override
  public void forgotten(String id) {
    repeated.computeIfPresent(
        id,
        (same, item) ->
            item.alert().endsAt().isPresent()
                ? item
                : new Repeated(
                    item.partition(),
                    item.alert().endedAt(clock.instant()),
                    item.unlabelled(),
                    item.since()));
  }

  private static AlertmanagerAlert labelled(AlertmanagerAlert alert, Optional<String> owner) {
    return owner.map(alert::ownedBy).orElse(alert);
  }

  private void remember(Notice notice, AlertmanagerAlert alert, Optional<Alert> unlabelled) {
    String id = notice.alert().id();
    if (repeated.size() < MAX_REPEATED || repeated.containsKey(id)) {
      repeated.put(id, new Repeated(notice.partition(), alert, unlabelled, clock.instant()));
    } else if (notice.alert().status() == AlertStatus.OPEN) {
      notRepeated.increment();
    }
  }

  @Override
  public Optional<Message> due(Instant now) {
    if (inRound >= round.size()) {
      if (now.isBefore(nextRound)) {
        return Optional.empty();
      }
      nextRound = now.plus(repeat);
      repeated
          .values()
          .removeIf(
              item ->
                  item.alert()
                      .endsAt()
                      .filter(end -> end.plus(RESOLVED_KEPT).isBefore(now))
                      .isPresent());
      round = List.copyOf(repeated.keySet());
      inRound = 0;
    }
    List<AlertmanagerAlert> items = new ArrayList<>();
    while (inRound < round.size() && items.size() < AT_ONCE) {
      String id = round.get(inRound++);
      Repeated item = repeated.get(id);
      if (item != null) {
        repeatable(id, item, now).ifPresent(items::add);
      }
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(message("repeated alerts", items));
  }

  /**
   * The alert with its labels. They must be those that it was sent with, or Alertmanager has it
   * twice: so wait for an owner that cannot be known now, for half of the time that there is.
   */
  private Optional<AlertmanagerAlert> repeatable(String id, Repeated item, Instant now) {
    if (item.unlabelled().isEmpty()) {
      return Optional.of(item.alert());
    }
    Optional<SortedSet<String>> ids = owners.of(item.unlabelled().get());
    if (ids.isEmpty() && now.isBefore(item.since().plus(expires.dividedBy(2)))) {
      return Optional.empty();
    }
    AlertmanagerAlert alert = labelled(item.alert(), Notice.owner(ids));
    repeated.put(id, new Repeated(item.partition(), alert, Optional.empty(), item.since()));
    return Optional.of(alert);
  }

  private Message message(String name, List<AlertmanagerAlert> items) {
    Instant end = clock.instant().plus(expires);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> json.add(item.json(end)));
    return new Message(name, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void delivered(boolean accepted) {
    if (!accepted) {
      inRound = round.size();
    }
  }

  @Override
  public boolean holdsBack() {
    return false;
  }

  @Override
  public boolean dueMustArrive() {
    return false;
  }

  @Override
  public void forget(TopicPartition partition) {
    repeated.values().removeIf(item -> item.partition() == partition.partition());
  }
}
