package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Shows that keys of different kinds of rows never collide: their tags differ. */
class KeysTest {
  /**
   * The number of tags that the list has twice: {@link Keys} and {@link RowCollection} use the same
   * tag for events, before and after they spill.
   */
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
            Keys.SPREAD,
            Keys.JOB,
            Keys.FORMAT,
            Keys.NAMESPACE,
            Keys.TOTALS,
            Keys.OPEN_ALERTS,
            Keys.OPENED,
            Keys.HOUR,
            Keys.CAUSE,
            Keys.RANK,
            Keys.TRAINED,
            RowCollection.EVENTS.tag,
            RowCollection.SYNTHESES.tag,
            RowCollection.IN_EDGES.tag,
            RowCollection.OUT_EDGES.tag,
            RowCollection.EXPOSURES.tag);
    assertThat(new TreeSet<>(tags)).hasSize(tags.size() - SHARED);
  }
}
