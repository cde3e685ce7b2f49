package dev.headwater.cli;

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

  private static final int CHUNK = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String file;
  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;
  private long number;
  private long bytes;

  EventLines(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * The next line that is not blank; empty at the end. A line that is too long is returned cut, one
   * byte over the limit, so that its place can be told.
   */
  Optional<EventLine> next() throws IOException {
    while (at < end || fill()) {
      number++;
      byte[] line = withoutMark(line());
      if (!isBlank(line)) {
        return Optional.of(new EventLine(file, number, line));
      }
    }
    return Optional.empty();
  }

  /** How far it has read. */
  long bytesRead() {
    return bytes - (end - at);
  }

  private byte[] line() throws IOException {
    int whole = endOfLine();
    if (whole < end) { // the common case: the line lies in the chunk
      byte[] line = Arrays.copyOfRange(chunk, at, Math.min(whole, at + LONGEST_BYTES + 1));
      at = whole + 1;
      return line;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(2 * CHUNK);
    do {
      int to = endOfLine();
      line.write(chunk, at, Math.min(to - at, LONGEST_BYTES + 1 - line.size()));
      at = to;
    } while (at == end && fill());
    if (at < end) {
      at++; // the line feed; a file may end without
    }
    return line.toByteArray();
  }

  /** Where the next line feed is in the chunk, or its end. */
  private int endOfLine() {
    int to = at;
    while (to < end && chunk[to] != '\n') {
      to++;
    }
    return to;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    bytes += end;
    return end > 0;
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
