package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Sequence;
import dev.headwater.engine.SequencePart;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Shows that rows about the numbers of producers are read as they were written, and that they are
 * small.
 */
class SequenceRowsTest {
  private static final ProducerInstance PRODUCER = new ProducerInstance("host-1-42-9f86d081");

  @Test
  void rows_comeBackAsTheyWere() {
    Seeds.forEach(300, SequenceRowsTest::assertRowsComeBack);
  }

  private static void assertRowsComeBack(Random random) {
    SequencePart part = part(random, random.nextInt(20));
    assertThat(SequenceRows.part(SequenceRows.write(part))).isEqualTo(part);

    long completeTo = random.nextLong(1L << 50);
    long last = completeTo + random.nextLong(1L << 50);
    Sequence sequence =
        new Sequence(
            PRODUCER,
            completeTo,
            last,
            completeTo + random.nextLong(last - completeTo + 1),
            List.of(job(random), new Job("z", "last")),
            random.nextLong(1L << 44));
    assertThat(SequenceRows.sequence(PRODUCER, SequenceRows.write(sequence))).isEqualTo(sequence);

    MissingEvents missing = new MissingEvents(random.nextInt(), random.nextLong());
    assertThat(SequenceRows.missing(SequenceRows.write(missing))).isEqualTo(missing);
  }

  @Test
  void fullestPart_isAFewKilobytes() {
    List<SequencePart.Range> ranges = new ArrayList<>();
    long first = 5_000_000_001L;
    for (int i = 0; i < 1_024; i++) {
      ranges.add(
          new SequencePart.Range(
              first + 2 * i,
              first + 2 * i,
              Optional.of(new Job("pipelines", "make-dialogues-" + i % 3)),
              1_763_800_000_000L + 37 * i));
    }
    assertThat(SequenceRows.write(new SequencePart(PRODUCER, 2_441_406, ranges)).length)
        .isLessThan(5 * 1_024);
  }

  private static SequencePart part(Random random, int size) {
    List<SequencePart.Range> ranges = new ArrayList<>();
    long at = random.nextLong(1L << 50);
    for (int i = 0; i < size; i++) {
      long first = at + 2 + random.nextInt(300);
      at = first + random.nextInt(300);
      ranges.add(
          new SequencePart.Range(
              first,
              at,
              random.nextInt(4) == 0 ? Optional.empty() : Optional.of(job(random)),
              random.nextLong(1L << 44)));
    }
    return new SequencePart(PRODUCER, random.nextLong(1L << 40), ranges);
  }

  private static Job job(Random random) {
    return new Job("s3://lake", "a job " + random.nextInt(3));
  }
}
