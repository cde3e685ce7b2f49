package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.SequenceSet;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Shows that the process which finds a ring reads all records and notes that were complete, and
 * nothing else. Uses random operations, and memory that is changed as a kill or damage would change
 * it.
 */
class RingTest {

  private static final int CAPACITY = 1_024;
  private static final Path FOLDER = Path.of("/spool");
  private static final int RECORD_AT = Ring.RECORDS_AT + SegmentFormat.HEADER_BYTES;

  private final ByteBuffer memory = ByteBuffer.allocate((int) Ring.bytes(CAPACITY));
  private final Ring ring = Ring.create(memory, FOLDER, true);

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Returns the numbers of the events that a process would find in the memory. */
  private List<Long> found() {
    Known known = new Known();
    return known.add(Ring.found(memory).orElseThrow()).stream().map(Ring.Entry::sequence).toList();
  }

  @Test
  void whatIsAppendedAndNotFreed_isFoundAtEveryMoment() {
    for (int seed = 0; seed < 200; seed++) {
      memory.clear().put(new byte[memory.capacity()]).clear();
      Ring own = Ring.create(memory, FOLDER, true);
      Random dice = new Random(seed);
      Deque<Long> there = new ArrayDeque<>();
      long sequence = 0;
      for (int step = 0; step < 300; step++) {
        if (dice.nextInt(3) > 0) {
          byte[] key = bytes(sequence + 1, dice.nextInt(20));
          byte[] avro = bytes(sequence + 2, dice.nextInt(300));
          boolean fits = own.fits(key, avro);
          assertThat(own.append(sequence + 1, key, avro)).isEqualTo(fits);
          if (fits) {
            there.add(++sequence);
            Ring.Entry last = Ring.found(memory).orElseThrow().last().orElseThrow();
            assertThat(last.sequence()).isEqualTo(sequence);
            assertThat(last.key()).isEqualTo(key);
            assertThat(last.avro()).isEqualTo(avro);
          } else {
            assertThat(there).as("only a full ring has no room").isNotEmpty();
          }
        } else if (!there.isEmpty()) {
          own.free(own.entry(own.tail()).orElseThrow().end());
          there.remove();
        }
        assertThat(found()).as("seed %d", seed).containsExactlyElementsOf(there);
      }
      assertThat(Ring.found(memory).orElseThrow().numbered()).isEqualTo(sequence);
    }
  }

  @Test
  void anEmptyRing_takesWhatFitsIntoIt_whereverItsHeadIs() {
    for (int used = 8; used < CAPACITY - 100; used += 8) {
      memory.clear().put(new byte[memory.capacity()]).clear();
      Ring own = Ring.create(memory, FOLDER, true);
      own.append(1, new byte[0], bytes(1, used));
      own.free(own.entry(own.tail()).orElseThrow().end());

      assertThat(own.append(2, new byte[0], bytes(2, CAPACITY - 32))).as("after %d", used).isTrue();

      assertThat(found()).containsExactly(2L);
      assertThat(own.append(3, new byte[0], new byte[8])).isFalse();
      own.free(own.entry(own.tail()).orElseThrow().end());
      assertThat(own.append(4, new byte[0], new byte[8])).isTrue();
    }
  }

  @Test
  void aRecordThatIsCutOff_isNotFound_norWhatComesAfterIt() {
    ring.append(1, new byte[0], bytes(1, 100));
    ring.append(2, new byte[0], bytes(2, 100));
    long second = ring.entry(0).orElseThrow().end();
    ring.append(3, new byte[0], bytes(3, 100));
    int at = RECORD_AT + (int) second + 50;
    memory.put(at, (byte) ~memory.get(at));

    assertThat(found()).containsExactly(1L);
    Known known = new Known();
    known.add(ring);
    assertThat(known.missing()).as("both are named as lost").isEqualTo(2);
  }

  @Test
  void aRecordThatTheHeadWasNotMovedPast_wasNeverAccepted() {
    ring.append(1, new byte[0], bytes(1, 100));
    long head = ring.head();
    ring.append(2, new byte[0], bytes(2, 100));
    // The memory after a kill between the write of the record and the move of the head.
    memory.putLong(8, head).putLong(24, 0).putLong(32, 1);

    assertThat(found()).containsExactly(1L);
    Known known = new Known();
    known.add(Ring.found(memory).orElseThrow());
    assertThat(known.accepted).isEqualTo(1);
    assertThat(known.missing()).isZero();
  }

  @Test
  void aNote_replacesTheOneBefore_andOneThatIsCutOffDoesNot() {
    Ledger.Note first = new Ledger.Note(5, 1, List.of(new SequenceSet.Range(1, 3)));
    Ledger.Note second = new Ledger.Note(9, 2, List.of(new SequenceSet.Range(1, 7)));
    assertThat(ring.note()).isEmpty();
    ring.note(first);
    assertThat(ring.note()).contains(first);
    ring.note(second);
    assertThat(Ring.found(memory).orElseThrow().note()).contains(second);
    // The next note goes to the other slot. The process is killed when half of it is written.
    memory.put(4_096 + 68 * 1_024 + 30, (byte) 99);
    assertThat(ring.note()).contains(second);
  }

  @Test
  void aNoteOfMoreRangesThanFit_keepsTheFirst() {
    List<SequenceSet.Range> ranges = new ArrayList<>();
    for (long i = 1; i <= 10_000; i++) {
      ranges.add(new SequenceSet.Range(3 * i, 3 * i));
    }

    ring.note(new Ledger.Note(50_000, 0, ranges));

    assertThat(ring.note().orElseThrow().settled()).isEqualTo(ranges.subList(0, Ring.NOTED_RANGES));
  }

  @Test
  void otherBytes_areNoRing() {
    assertThat(Ring.found(ByteBuffer.allocate(10))).isEmpty();
    assertThat(Ring.found(ByteBuffer.allocate(1 << 20))).isEmpty();
    assertThat(Ring.found(memory).orElseThrow().folder()).isEqualTo(FOLDER);
  }
}
