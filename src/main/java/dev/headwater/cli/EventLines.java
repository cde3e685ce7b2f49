package dev.headwater.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a file of JSON lines one by one: memory is bounded by the longest line that an event may
 * have, whatever the file's length. Blank lines are skipped and counted. Not thread-safe.
 */
final class EventLines implements AutoCloseable {

  /** The limit of a body (5 MiB): a longer line can be no event. */
  static final int LONGEST_BYTES = 5 * 1024 * 1024;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String file;
  private final InputStream in;
  private long number;

  EventLines(String file, InputStream in) {
    this.file = file;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * The next line that is not blank; empty at the end. A line that is too long is returned cut, one
   * byte over the limit, so that its place can be told.
   */
  Optional<EventLine> next() throws IOException {
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      int b = in.read();
      if (b < 0) {
        return Optional.empty();
      }
      number++;
      for (; b >= 0 && b != '\n'; b = in.read()) {
        if (line.size() <= LONGEST_BYTES) {
          line.write(b);
        }
      }
      byte[] bytes = withoutMark(line.toByteArray());
      if (!isBlank(bytes)) {
        return Optional.of(new EventLine(file, number, bytes));
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] withoutMark(byte[] bytes) {
    boolean marked =
        number == 1
            && bytes.length >= BYTE_ORDER_MARK.length
            && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
    return marked ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length) : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
