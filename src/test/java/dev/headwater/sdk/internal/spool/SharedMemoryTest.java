package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that a ring in shared memory is found again by the name of its owner, that only the same
 * user can read its file, that orphaned rings are removed, and what happens without shared memory.
 * A temporary folder stands for the folder of shared memory.
 */
class SharedMemoryTest {

  private static final long CAPACITY = 64 * 1024;

  @TempDir private Path shared;
  @TempDir private Path spool;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(shared)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void age(String owner) throws IOException {
    Files.setLastModifiedTime(
        shared.resolve("headwater-" + owner + ".ring"),
        FileTime.from(Instant.now().minus(Duration.ofHours(25))));
  }

  @Test
  void aRing_isFoundAgain_forItsOwnerAlone_untilItIsDeleted() throws Exception {
    SharedMemory memory = new SharedMemory(shared);
    Ring ring = memory.ring("one", spool, CAPACITY);
    assertThat(ring.isLasting()).isTrue();
    ring.append(1, new byte[] {1}, new byte[] {2, 3});

    Ring found = new SharedMemory(shared).find("one").orElseThrow();

    assertThat(found.entry(found.tail()).orElseThrow().avro()).containsExactly(2, 3);
    assertThat(Files.getPosixFilePermissions(shared.resolve("headwater-one.ring"))).hasSize(2);
    assertThat(memory.find("other")).isEmpty();
    memory.delete("one");
    assertThat(memory.find("one")).isEmpty();
    ring.numbered(2);
    ring.dropped(1);
    assertThat(ring.numbered()).as("an emit after the end counts").isEqualTo(2);
  }

  @Test
  void withoutSharedMemory_theRingIsOfThisProcess_andHoldsAsMuch() {
    SharedMemory none = new SharedMemory(shared.resolve("none"));

    Ring ring = none.ring("one", spool, CAPACITY);

    assertThat(ring.isLasting()).isFalse();
    assertThat(ring.append(1, new byte[0], new byte[(int) CAPACITY / 2])).isTrue();
    assertThat(none.find("one")).isEmpty();
    none.sweep();
    none.touch("one");
  }

  @Test
  void whatCannotBeMade_leavesNothingBehind() throws Exception {
    SharedMemory memory = new SharedMemory(shared);
    Path tooLong = Path.of("/" + "x".repeat(4_100));

    assertThat(memory.create("one", tooLong, CAPACITY).ring()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void sweep_removesRingsThatNobodyWillAskFor_andNoOthers() throws Exception {
    SharedMemory memory = new SharedMemory(shared);
    for (String owner : List.of("waiting", "alive", "young", "orphan")) {
      memory.ring(owner, spool, CAPACITY);
    }
    Files.createFile(spool.resolve("waiting.lock"));
    Files.createFile(shared.resolve("headwater-young.ring.new"));
    Path unfinished = Files.createFile(shared.resolve("headwater-killed.ring.new"));
    Files.setLastModifiedTime(unfinished, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    age("waiting");
    age("orphan");
    age("alive");
    memory.touch("alive");

    memory.sweep();

    assertThat(names())
        .containsExactly(
            "headwater-alive.ring",
            "headwater-waiting.ring",
            "headwater-young.ring",
            "headwater-young.ring.new");
  }
}
