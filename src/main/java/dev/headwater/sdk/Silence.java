package dev.headwater.sdk;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Tells a server that is away from one that is there and gives no verdict.
 *
 * <p>Only what is listed here is silence. Something new is none, because the caller may have chosen
 * PASS for silence.
 */
final class Silence {

  private static final int SERVER_ERRORS = 500;

  /**
   * A proxy on the way wants a login first (RFC 6585): it is there, and Headwater was not asked.
   */
  private static final int LOGIN_TO_NETWORK = 511;

  /** No connection, no answer in time, or a connection that ended before the answer. */
  private static final List<Class<? extends IOException>> SILENT =
      List.of(
          SocketException.class,
          HttpTimeoutException.class,
          ClosedChannelException.class,
          EOFException.class);

  /** What answered cannot show that it is Headwater, or does not speak HTTP. */
  private static final List<Class<? extends IOException>> THERE =
      List.of(SSLException.class, ProtocolException.class);

  private static final int MAX_CAUSES = 20;

  private Silence() {}

  /**
   * Whether a server with this status cannot answer now, and might later. Status 429 is not among
   * them: that server is there and refuses this caller, who could get a PASS by asking too much.
   */
  static boolean is(int status) {
    return status >= SERVER_ERRORS && status != LOGIN_TO_NETWORK;
  }

  /** Whether a question failed because nobody answered. */
  static boolean is(Throwable failure) {
    return hasCause(failure, SILENT) && !hasCause(failure, THERE);
  }

  private static boolean hasCause(Throwable failure, List<Class<? extends IOException>> kinds) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MAX_CAUSES)
        .anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
  }
}
