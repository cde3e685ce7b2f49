package dev.headwater.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a body that is sent as gzip. Malformed gzip is an error of the sender, and the
 * answer says so.
 */
final class GzipBody extends FilterInputStream {

  /**
   * Reads the gzip header.
   *
   * @throws Problem 400 if the body is not gzip; later reads throw it too
   */
  GzipBody(InputStream in) throws IOException {
    super(open(in));
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
      return in.read(bytes, offset, length);
    } catch (ZipException | EOFException malformed) {
      throw notGzip(malformed);
    }
  }

  private static Problem notGzip(IOException malformed) {
    return Problem.of(
        400, "The body is not gzip, as its Content-Encoding says: " + malformed.getMessage() + ".");
  }
}
