package dev.headwater.http.request;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a body that is sent as gzip. Malformed gzip is an error of the sender, and the
 * answer says so. So is a body that expands without measure: a megabyte of gzip can become a
 * gigabyte, which takes seconds to read.
 */
final class GzipBody extends FilterInputStream {

  /** JSON of events becomes about 10 times as long, and lines that repeat one event 100 times. */
  private static final int MOST_TIMES = 200;

  /** Up to here any body may expand. */
  private static final long FREE_BYTES = 10 << 20;

  /**
   * More than any file name in the header of gzip. {@link GZIPInputStream} calls itself for each
   * empty member, so that many of them would overflow the stack.
   */
  private static final int MOST_FOR_NOTHING = 16_384;

  private final Counted compressed;
  private long expanded;

  /** Counts what has been read. */
  private static final class Counted extends FilterInputStream {
    private long bytes;
    private long fruitless;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count(Math.max(0, read));
      return read;
    }

    /**
     * There may always be more. With 0, the end of a member would count as the end of the body
     * while the next member has not arrived yet.
     */
    @Override
    public int available() {
      return 1;
    }

    private void count(int read) {
      bytes += read;
      fruitless += read;
      if (fruitless > MOST_FOR_NOTHING) {
        throw Problem.of(
                400,
                "The body has more than "
                    + MOST_FOR_NOTHING
                    + " bytes of gzip in a row that yield nothing, as empty members do; leave them"
                    + " out.")
            .header("Connection", "close");
      }
    }
  }

  /**
   * Reads the gzip header.
   *
   * @throws Problem 400 if the body is not gzip; later reads throw it too
   */
  GzipBody(InputStream in) throws IOException {
    this(new Counted(in));
  }

  private GzipBody(Counted compressed) throws IOException {
    super(open(compressed));
    this.compressed = compressed;
  }

  private static InputStream open(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in);
    } catch (ZipException | EOFException malformed) {
      throw notGzip(malformed);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      compressed.fruitless = 0;
      int read = in.read(bytes, offset, length);
      expanded += Math.max(0, read);
      if (expanded > FREE_BYTES && expanded / MOST_TIMES > compressed.bytes) {
        throw Problem.of(
                413,
                "The body becomes more than "
                    + MOST_TIMES
                    + " times as long when it is decompressed; send it as it is, in several"
                    + " requests.")
            .header("Connection", "close");
      }
      return read;
    } catch (ZipException | EOFException malformed) {
      throw notGzip(malformed);
    }
  }

  private static Problem notGzip(IOException malformed) {
    return Problem.of(
        400, "The body is not gzip, as its Content-Encoding says: " + malformed.getMessage() + ".");
  }
}
