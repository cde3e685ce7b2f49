package dev.headwater.http;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads the body of a request with OpenLineage events, which its clients can be set to compress.
 */
final class LineageBody {
  private LineageBody() {}

  /**
   * @param limit in bytes, of the body as it is sent and as it is when it is expanded
   * @throws Problem 413 if it is larger, 415 if it is compressed in another way, 400 if it is not
   *     what it says
   */
  static byte[] read(Context ctx, int limit) throws IOException {
    boolean gzip = isGzip(ctx);
    byte[] body = RequestBody.read(ctx, limit);
    return gzip ? expanded(body, limit) : body;
  }

  private static boolean isGzip(Context ctx) {
    String header = ctx.req().getHeader("Content-Encoding");
    String encoding = header == null ? "" : header.trim();
    boolean gzip = encoding.equalsIgnoreCase("gzip");
    if (!gzip && !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.of(415, "The body is compressed; send it as it is, or as gzip.")
          .header("Accept-Encoding", "gzip, identity");
    }
    return gzip;
  }

  private static byte[] expanded(byte[] compressed, int limit) {
    byte[] body;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      body = in.readNBytes(limit + 1);
    } catch (IOException malformed) {
      throw Problem.of(400, "The body is not gzip, which Content-Encoding says that it is.");
    }
    if (body.length > limit) {
      throw Problem.of(
          413,
          "The body is more than "
              + limit
              + " bytes when it is expanded, which is the limit; send the events in several"
              + " requests.");
    }
    return body;
  }
}
