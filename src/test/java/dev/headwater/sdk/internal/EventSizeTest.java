package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventSizeTest {

  private static final int EVENTS = 5_000;

  @Test
  void bytes_areNeverTooFew_andNotFarTooMany() {
    for (int seed = 0; seed < EVENTS; seed++) {
      LineageEvent event = Events.event(new Random(seed));
      int encoded = EventAvro.encode(event).length;

      assertThat(EventSize.bytes(event))
          .as("seed %d", seed)
          .isBetween((long) encoded, 20L * encoded + 3_000);
    }
  }

  /** No field of the model is forgotten, however far inside it is. */
  @Test
  void textBytes_areThoseOfAllTexts() throws ReflectiveOperationException {
    for (int seed = 0; seed < EVENTS; seed++) {
      LineageEvent event = Events.event(new Random(seed));

      assertThat(EventSize.of(event).textBytes()).as("seed %d", seed).isEqualTo(textBytes(event));
    }
  }

  private static long textBytes(Object value) throws ReflectiveOperationException {
    if (value instanceof String text) {
      return text.isEmpty() ? 0 : EventSize.TEXT_BYTES + EventSize.CHARACTER_BYTES * text.length();
    }
    long bytes = 0;
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? textBytes(optional.get()) : 0;
    } else if (value instanceof Collection<?> collection) {
      for (Object item : collection) {
        bytes += textBytes(item);
      }
    } else if (value instanceof Map<?, ?> map) {
      bytes = textBytes(map.keySet()) + textBytes(map.values());
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        bytes += textBytes(component.getAccessor().invoke(value));
      }
    }
    return bytes; // of an asset, which is no record, 0
  }
}
