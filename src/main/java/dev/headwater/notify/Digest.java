package dev.headwater.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects alerts, and sends one CloudEvent with the last state of each at multiples of a period
 * since 1970. Lists at most {@value #MAX_LISTED} alerts, the most severe ones, and counts the
 * others. Sends nothing if no alert changed.
 *
 * <p>The id is a hash of the states that were taken. A digest that is made again from the same
 * records, for example after a crash, has the same id; one that has more in it has another.
 */
final class Digest implements Outlet {
  /** The maximum number of alerts that a digest lists. */
  static final int MAX_LISTED = 1_000;

  /** How many alerts that are not listed are told apart; beyond, each change counts as one. */
  private static final int MAX_COUNTED = 100_000;

  private final String route;
  private final Duration every;
  private final CloudEvents events;
  private final Map<String, Notice> listed = new LinkedHashMap<>();
  private final Set<String> others = new HashSet<>();
  private final MessageDigest taken = Sha256.begin();
  private long beyond;
  private boolean pending;
  private Instant next;

  Digest(String route, Duration every, CloudEvents events, Instant now) {
    this.route = route;
    this.every = every;
    this.events = events;
    this.next = after(now);
  }

  private Instant after(Instant now) {
    long period = every.toMillis();
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), period) + 1) * period);
  }

  @Override
  public Optional<Message> take(Notice notice) {
    pending = true;
    taken.update((notice.id() + "\n").getBytes(StandardCharsets.UTF_8));
    String id = notice.alert().id();
    Notice before = listed.get(id);
    if (before != null) {
      boolean isNew = before.change() == Change.OPENED && notice.change() == Change.CHANGED;
      listed.put(id, isNew ? as(notice, Change.OPENED) : notice);
    } else if (listed.size() < MAX_LISTED) {
      others.remove(id);
      listed.put(id, notice);
    } else {
      displace(notice);
    }
    return Optional.empty();
  }

  private static Notice as(Notice notice, Change change) {
    return new Notice(
        notice.alert(), change, notice.id(), notice.partition(), notice.offset(), notice.owners());
  }

  /** Lists the alert in place of a less severe one, if there is one, and counts the other. */
  private void displace(Notice notice) {
    Notice least =
        listed.values().stream()
            .min(Comparator.comparing(item -> item.alert().severity()))
            .orElseThrow();
    if (least.alert().severity().compareTo(notice.alert().severity()) < 0) {
      listed.remove(least.alert().id());
      others.remove(notice.alert().id());
      listed.put(notice.alert().id(), notice);
      count(least.alert().id());
    } else {
      count(notice.alert().id());
    }
  }

  private void count(String id) {
    if (others.size() < MAX_COUNTED) {
      others.add(id);
    } else if (!others.contains(id)) {
      beyond++;
    }
  }

  @Override
  public Optional<Message> due(Instant now) {
    if (now.isBefore(next)) {
      return Optional.empty();
    }
    next = after(now);
    return pending ? Optional.of(message(now)) : Optional.empty();
  }

  private Message message(Instant now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("route", route);
    data.put("every", every.toString());
    ArrayNode alerts = data.putArray("alerts");
    for (Notice notice : listed.values()) {
      ObjectNode item = alerts.addObject();
      item.put("change", notice.change().text());
      notice.owner().ifPresent(owner -> item.put("owner", owner));
      item.set("alert", AlertJson.write(notice.alert()));
    }
    data.put("more", others.size() + beyond);
    return events.digest(id(), now, data);
  }

  private String id() {
    try {
      MessageDigest upToNow = (MessageDigest) taken.clone();
      upToNow.update(route.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(upToNow.digest()).substring(0, 32);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("SHA-256 of the JDK can be cloned", impossible);
    }
  }

  @Override
  public void delivered(boolean accepted) {
    clear();
  }

  @Override
  public boolean holdsBack() {
    return pending;
  }

  @Override
  public boolean dueMustArrive() {
    return true;
  }

  /** Forgets everything: all partitions of a digest are with one instance. */
  @Override
  public void forget(TopicPartition partition) {
    clear();
  }

  private void clear() {
    listed.clear();
    others.clear();
    taken.reset();
    beyond = 0;
    pending = false;
  }
}
