package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows of different kinds do not meet. */
class KeysTest {
  /** An asset's events are under their tag whether the shelf has handed them over or not. */
  private static final int SHARED = 1;

  @Test
  void tags_areAllDifferent() {
    List<Byte> tags =
        List.of(
            Keys.NODE,
            Keys.EVENT,
            Keys.LISTED,
            Keys.ALERT,
            Keys.TIMER,
            Keys.HELD,
            Keys.SWEEP,
            Keys.SEQUENCE,
            Keys.SEQUENCE_PART,
            Keys.MISSING,
            RowCollection.EVENTS.tag,
            RowCollection.SYNTHESES.tag,
            RowCollection.IN_EDGES.tag,
            RowCollection.OUT_EDGES.tag,
            RowCollection.EXPOSURES.tag);
    assertThat(new TreeSet<>(tags)).hasSize(tags.size() - SHARED);
  }
}
