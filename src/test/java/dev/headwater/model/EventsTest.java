package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Shows that {@link Events} creates every optional field both absent and present. The round-trip
 * tests depend on this. Collects the states of all record fields by reflection.
 */
class EventsTest {
  /** Texts and lists that no valid value lacks. */
  private static final Set<String> REQUIRED =
      Set.of(
          "Agent.id",
          "Agent.role",
          "Alert.id",
          "Composition.dimension",
          "Composition.unit",
          "Decision.choice",
          "Decision.decidedBy",
          "Decision.id",
          "Decision.question",
          "Decision.rationale",
          "Evidence.sha256",
          "Evidence.uri",
          "Job.name",
          "Job.namespace",
          "LineageEvent.producer",
          "LineageEvent.run",
          "NotApplicable.reason",
          "ProducerInstance.name",
          "Production.producer",
          "Production.run",
          "Reclassify.reason",
          "Retract.reason",
          "Waive.approver",
          "Waive.rationale",
          "Withheld.reason");

  private final Map<String, TreeSet<String>> seen = new TreeMap<>();

  @Test
  void events_coverEveryFieldAbsentAndPresent() throws ReflectiveOperationException {
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      note(Events.event(random));
      note(Events.alert(random));
      note(Events.summary(random));
    }
    assertThat(seen).hasSizeGreaterThan(100);
    seen.forEach(
        (field, states) -> {
          if (!states.contains("always") && !REQUIRED.contains(field)) {
            assertThat(states).as(field).contains("present", "absent");
          }
        });
  }

  private void note(Object value) throws ReflectiveOperationException {
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      note(optional.get());
    } else if (value instanceof Collection<?> items) {
      for (Object item : items) {
        note(item);
      }
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        Object part = component.getAccessor().invoke(value);
        String field = value.getClass().getSimpleName() + "." + component.getName();
        seen.computeIfAbsent(field, unused -> new TreeSet<>()).add(state(part));
        note(part);
      }
    }
  }

  private static String state(Object part) {
    boolean absent =
        part.equals("")
            || part.equals(Optional.empty())
            || part.equals(OptionalLong.empty())
            || part.equals(OptionalDouble.empty())
            || (part instanceof Collection<?> items && items.isEmpty())
            || (part instanceof Map<?, ?> map && map.isEmpty());
    boolean canBeAbsent =
        part instanceof String
            || part instanceof Optional
            || part instanceof OptionalLong
            || part instanceof OptionalDouble
            || part instanceof Collection
            || part instanceof Map;
    return absent ? "absent" : canBeAbsent ? "present" : "always";
  }
}
