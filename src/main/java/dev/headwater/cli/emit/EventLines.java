package dev.headwater.cli.emit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a file of JSON lines, one line at a time. Memory is bounded by the longest line that an
 * event may have, for files of any length. It skips blank lines, but counts them for the line
 * numbers. Not thread-safe.
 */
final class EventLines implements AutoCloseable {

  /** The limit of a body (5 MiB). A longer line cannot be an event. */
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
   * The next line that is not blank; empty at the end. A line that is too long is cut one byte
   * after the limit, so that the caller can still report its place.
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

  /** How many bytes the lines read so far take in the file, including blank lines and line ends. */
  long bytesRead() {
    return bytes - (end - at);
  }

  private byte[] line() throws IOException {
    int whole = endOfLine();
    if (whole < end) { // the common case: the whole line is in the chunk
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
      at++; // skip the line feed; the last line may have none
    }
    return line.toByteArray();
  }

  /** The position of the next line feed in the chunk, or the end of the chunk. */
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
