package dev.headwater.cli.server;

import dev.headwater.cli.terminal.Failure;
import dev.headwater.model.TraceParent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/**
 * Sends HTTP requests to one server. It uses {@link HttpURLConnection}, because {@code
 * java.net.http.HttpClient} sets up TLS, a thread pool and a selector for every request over plain
 * HTTP too, which doubles the time that a command takes. It follows no redirect, so that no other
 * host gets the token. Thread-safe.
 */
final class ServerConnection {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int FIRST_ERROR = 400;

  private final URI base;
  private final Access access;

  ServerConnection(URI base, Access access) {
    this.base = base;
    this.access = access;
  }

  /**
   * An answer whose body is still to be read; the caller closes the body.
   *
   * @param type the content type; "" if the server stated none
   */
  record Response(int status, String type, Optional<String> retryAfter, InputStream body) {}

  /**
   * Sends a GET.
   *
   * @param patience how long to wait for the next bytes of the answer; zero is without limit
   * @throws Failure if no answer comes
   */
  Response get(String path, String accept, Duration patience) {
    try {
      return response(open(path, accept, patience));
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  /**
   * Sends a POST. It may be sent a second time if the server closes the connection, so it must be
   * harmless to repeat.
   *
   * @param traceParent the trace that the request is sent in
   * @throws Failure if no answer comes
   */
  Response post(
      String path, String type, byte[] body, Optional<TraceParent> traceParent, Duration patience) {
    try {
      HttpURLConnection connection = open(path, "application/json", patience);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", type);
      traceParent.ifPresent(
          known -> connection.setRequestProperty(TraceParent.HEADER, known.text()));
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return response(connection);
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  /** The failure for a connection that broke, for example while the body was read. */
  Failure failure(IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return Failure.cannot(
          base + " did not answer in time; see " + base + "/readyz, or try again", cause);
    }
    if (cause instanceof ConnectException
        || cause instanceof NoRouteToHostException
        || cause instanceof UnknownHostException) {
      return Failure.cannot(
          "cannot reach "
              + base
              + ": nothing answers there; start Headwater (command dev or serve), or name another"
              + " with --url or "
              + ServerOption.VARIABLE,
          cause);
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof SSLException) {
      return Failure.cannot(
          "there is no secure connection to "
              + base
              + " ("
              + reason
              + "); if the authority of its certificate is your own, name the authority's"
              + " certificate with --ca-file or "
              + AccessOptions.CA_FILE,
          cause);
    }
    return Failure.cannot(
        "the connection to " + base + " broke (" + reason + "); try again", cause);
  }

  private HttpURLConnection open(String path, String accept, Duration patience) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + path).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setRequestProperty("Accept", accept);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    access
        .token()
        .ifPresent(token -> connection.setRequestProperty("Authorization", token.authorization()));
    if (connection instanceof HttpsURLConnection secure) {
      access.trust().ifPresent(secure::setSSLSocketFactory);
    }
    return connection;
  }

  private static Response response(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    InputStream body =
        status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream();
    return new Response(
        status,
        Optional.ofNullable(connection.getContentType()).orElse(""),
        Optional.ofNullable(connection.getHeaderField("Retry-After")),
        body == null ? InputStream.nullInputStream() : body);
  }
}
