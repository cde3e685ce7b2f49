package dev.headwater.http.request;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * A body whose sender has to keep up a pace, because a request holds a thread while its body is
 * received. Only the time counts that is spent on waiting for the sender.
 */
public final class PacedBody extends FilterInputStream {
  private static final String PACE = "headwater.bytesPerSecond";

  /** A sender may pause this long in all before its pace matters. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long bytesPerSecond;
  private long bytes;
  private long waitedNanos;

  private PacedBody(InputStream in, long bytesPerSecond) {
    super(in);
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Sets the pace for the body of a request. */
  public static void require(Context ctx, long bytesPerSecond) {
    ctx.attribute(PACE, bytesPerSecond);
  }

  /** The body of a request as it is sent. Reads throw a Problem 408 if the sender is too slow. */
  static InputStream of(Context ctx) throws IOException {
    Long pace = ctx.attribute(PACE);
    InputStream in = ctx.req().getInputStream();
    return pace == null ? in : new PacedBody(in, pace);
  }

  @Override
  public int read() throws IOException {
    long from = System.nanoTime();
    int one = in.read();
    count(one < 0 ? -1 : 1, from);
    return one;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long from = System.nanoTime();
    int read = in.read(target, offset, length);
    count(read, from);
    return read;
  }

  private void count(int read, long fromNanos) {
    if (read < 0) {
      return;
    }
    bytes += read;
    waitedNanos += System.nanoTime() - fromNanos;
    if (waitedNanos > GRACE_NANOS
        && bytes < bytesPerSecond * TimeUnit.NANOSECONDS.toMillis(waitedNanos) / 1_000) {
      throw Problem.of(
              408,
              "The body comes with fewer than "
                  + bytesPerSecond
                  + " bytes a second; send it faster, or in smaller requests.")
          .header("Connection", "close");
    }
  }
}
