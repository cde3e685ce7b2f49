package dev.headwater.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Shows that compressed bodies may expand, but not without measure. */
class GzipBodyTest {
  private static byte[] gzip(byte[] block, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times; i++) {
        gzip.write(block);
      }
    }
    return bytes.toByteArray();
  }

  private static long read(byte[] compressed) throws IOException {
    try (InputStream body = new GzipBody(new ByteArrayInputStream(compressed))) {
      return body.transferTo(ByteArrayOutputStream.nullOutputStream());
    }
  }

  @Test
  void aBodyThatExpandsAThousandTimes_isRefused() throws IOException {
    byte[] bomb = gzip(new byte[1 << 20], 64);

    assertThatThrownBy(() -> read(bomb))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
  }

  @Test
  void aLargeBodyOfEvents_andASmallOneOfAnything_areRead() throws IOException {
    // A tenth of it is random, as the ids of events are.
    byte[] events = new byte[1_000];
    new Random(1).nextBytes(events);
    java.util.Arrays.fill(events, 100, 1_000, (byte) ' ');
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    Random random = new Random(2);
    for (int i = 0; i < 30_000; i++) {
      random.nextBytes(events);
      java.util.Arrays.fill(events, 100, 1_000, (byte) ' ');
      many.write(events);
    }

    assertThat(read(gzip(many.toByteArray(), 1))).isEqualTo(30_000_000);
    assertThat(read(gzip(new byte[1 << 20], 9))).isEqualTo(9 << 20);
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] times(int times, byte[] part) {
    byte[] all = new byte[times * part.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    return all;
  }

  /** The JDK calls itself for each of them, and the stack would overflow. */
  @Test
  void manyEmptyMembers_areRefused_andAFewAreRead() throws IOException {
    byte[] empty = gzip(new byte[0], 0);
    byte[] text = gzip("text".getBytes(StandardCharsets.UTF_8), 1);

    for (byte[] last : List.of(empty, text)) {
      byte[] body = joined(text, times(150_000, empty), last);
      assertThatThrownBy(() -> read(body))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
          .hasMessageContaining("yield nothing");
    }
    assertThat(read(joined(empty, text, times(500, empty), text, empty))).isEqualTo(8);
  }

  /** As when a network brings them. */
  @Test
  void members_areAllRead_alsoWhenTheNextIsNotThereYet() throws IOException {
    byte[] member = gzip("text".getBytes(StandardCharsets.UTF_8), 1);
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(times(3, member))) {
          private int at;

          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, Math.min(length, member.length - at));
            at = (at + Math.max(0, read)) % member.length;
            return read;
          }
        };

    try (InputStream body = new GzipBody(in)) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("texttexttext");
    }
  }
}
