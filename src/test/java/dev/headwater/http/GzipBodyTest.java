package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
}
