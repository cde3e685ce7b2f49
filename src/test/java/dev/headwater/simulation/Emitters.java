package dev.headwater.simulation;

import dev.headwater.agreement.AlertTopic;
import dev.headwater.engine.Gap;
import dev.headwater.engine.Numbers;
import dev.headwater.engine.Sequence;
import dev.headwater.engine.View;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Numbers the events of a simulation, for three clients, as the real client does. One client loses
 * events now and then, so its numbers have gaps.
 */
final class Emitters {
  private static final List<ProducerInstance> ALL =
      List.of(
          new ProducerInstance("whole-0"),
          new ProducerInstance("whole-1"),
          new ProducerInstance("leaky"));

  private record Given(ProducerInstance producer, long number) {}

  private final Map<LineageEvent, Given> given = new HashMap<>();
  private final Map<ProducerInstance, Numbers> come = new TreeMap<>();
  private final Map<ProducerInstance, Long> last = new HashMap<>();

  /** Returns the headers of an event. They are the same at each call. */
  Headers headers(LineageEvent event) {
    Given number = given.computeIfAbsent(event, key -> next());
    come.computeIfAbsent(number.producer(), key -> new Numbers())
        .add(number.number(), Optional.of(event.job()));
    return new RecordHeaders()
        .add("headwater-producer", number.producer().name().getBytes(StandardCharsets.UTF_8))
        .add("headwater-sequence", Long.toString(number.number()).getBytes(StandardCharsets.UTF_8));
  }

  private Given next() {
    ProducerInstance producer = ALL.get(given.size() % ALL.size());
    boolean loses = producer.name().equals("leaky") && given.size() % 4 == 0;
    return new Given(producer, last.merge(producer, loses ? 3L : 1L, Long::sum));
  }

  /**
   * Compares what was numbered with what the owners of the clients store, and with the delivered
   * alerts. Returns the differences, one sentence each.
   *
   * @param graceIsOver whether the alerts on missing events must have been delivered
   */
  List<String> differences(Function<Party, View> owner, AlertTopic alerts, boolean graceIsOver) {
    List<String> differences = new ArrayList<>();
    Set<String> missing = new TreeSet<>();
    come.forEach(
        (producer, numbers) -> {
          View view = owner.apply(producer);
          Optional<Sequence> sequence = view.sequence(producer);
          List<Gap> gaps =
              sequence
                  .map(
                      known ->
                          Gap.in(
                              known.completeTo(), view.sequenceParts(producer, Integer.MAX_VALUE)))
                  .orElse(List.of());
          same(differences, producer + " last", numbers.last(), sequence.map(Sequence::last));
          same(
              differences,
              producer + " missing",
              numbers.missing(),
              sequence.map(Sequence::missing));
          same(differences, producer + " gaps", numbers.gaps(), Optional.of(Numbers.gaps(gaps)));
          gaps.forEach(gap -> missing.add(gap.job().orElseThrow().urn() + " " + producer.urn()));
        });
    if (graceIsOver) {
      same(differences, "alerts on lost events", missing, Optional.of(told(alerts)));
    }
    return differences;
  }

  private static Set<String> told(AlertTopic alerts) {
    return alerts.compacted().stream()
        .filter(alert -> alert.rule() == RuleName.LOST_EVENTS)
        .filter(alert -> alert.status() == AlertStatus.OPEN)
        .map(Emitters::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Alert alert) {
    return alert.subject().urn() + " " + alert.origin().urn();
  }

  private static void same(
      List<String> differences, String what, Object expected, Optional<?> found) {
    if (!Optional.of(expected).equals(found)) {
      differences.add(what + ": expected " + expected + " found " + found);
    }
  }
}
