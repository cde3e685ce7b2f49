package dev.headwater.cli.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Shows that every line comes with its number, whatever the size of each read, and that a line that
 * is too long is cut. The texts and the sizes are random.
 */
class EventLinesTest {

  /** Returns a stream that gives a random number of bytes at each read. */
  private static InputStream inPieces(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, 1 + random.nextInt(Math.min(length, 4_000)));
      }
    };
  }

  private static List<EventLine> read(EventLines lines) throws IOException {
    List<EventLine> all = new ArrayList<>();
    for (Optional<EventLine> next = lines.next(); next.isPresent(); next = lines.next()) {
      all.add(next.get());
    }
    return all;
  }

  @Test
  void next_givesEveryLineWithItsNumber_howeverItComes() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
      List<String> expected = new ArrayList<>();
      for (int number = 1; number <= 300; number++) {
        int length = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(300);
        String line = random.nextInt(5) == 0 ? " \t".repeat(random.nextInt(3)) : "x".repeat(length);
        if (!line.isBlank()) {
          expected.add(number + " " + line);
        }
        text.append(line).append(number == 300 && random.nextBoolean() ? "" : "\n");
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      EventLines lines = new EventLines("f", inPieces(bytes, random));

      List<String> found =
          read(lines).stream()
              .map(line -> line.number() + " " + new String(line.json(), StandardCharsets.UTF_8))
              .toList();

      assertThat(found).as("seed %d", seed).isEqualTo(expected);
      assertThat(lines.bytesRead()).isEqualTo(bytes.length);
    }
  }

  @Test
  void next_cutsALineThatIsTooLong_andGoesOnAfterIt() throws IOException {
    byte[] bytes =
        ("y".repeat(EventLines.LONGEST_BYTES + 100_000) + "\nz").getBytes(StandardCharsets.UTF_8);

    List<EventLine> lines = read(new EventLines("f", new ByteArrayInputStream(bytes)));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).json()).hasSize(EventLines.LONGEST_BYTES + 1);
    assertThat(lines.get(1).json()).containsExactly('z');
  }
}
