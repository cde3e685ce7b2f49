package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Shows that keys of different kinds of rows never collide: their tags differ. Reads all tags from
 * the fields of {@link Keys} and {@link RowCollection}, so that a new one cannot be forgotten.
 */
class KeysTest {
  /** Events have the same tag before and after they spill. */
  private static final Set<String> SHARED = Set.of("EVENT", "EVENTS");

  @Test
  void tags_areAllDifferent() throws IllegalAccessException {
    Map<Byte, Set<String>> names = new HashMap<>();
    for (Field field : Keys.class.getDeclaredFields()) {
      if (field.getType() == byte.class) {
        add(names, field.getByte(null), field.getName());
      }
    }
    for (Field field : RowCollection.class.getDeclaredFields()) {
      if (field.getType() == RowCollection.class) {
        add(names, ((RowCollection<?, ?>) field.get(null)).tag, field.getName());
      }
    }
    assertThat(names).hasSizeGreaterThan(30).containsValue(SHARED);
    assertThat(names.values()).allMatch(each -> each.size() == 1 || each.equals(SHARED));
  }

  private static void add(Map<Byte, Set<String>> names, byte tag, String name) {
    names.computeIfAbsent(tag, key -> new HashSet<>()).add(name);
  }
}
