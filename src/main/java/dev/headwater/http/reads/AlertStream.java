package dev.headwater.http.reads;

import dev.headwater.codec.json.AlertJson;
import dev.headwater.http.access.Guard;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.query.question.AlertFilter;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles {@code GET /alerts/stream}: sends alerts as Server-Sent Events named {@code alert}, from
 * now on, or from the one after {@code Last-Event-ID}.
 *
 * <p>Takes the filters of {@code GET /alerts} but the owner, whom an alert does not name; the
 * default is all statuses. An event named {@code gap} informs a client that reconnects that it may
 * have missed alerts. After a silent period the stream sends a comment. Each stream uses one
 * thread. A stream ends within a minute after its caller has lost the right to it.
 */
public final class AlertStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertStream.class);
  private static final int RETRY_SECONDS = 5;
  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AlertFeed feed;
  private final ApiOptions options;
  private final Semaphore free;
  private final ExecutorService threads;
  private volatile boolean closed;

  public AlertStream(AlertFeed feed, ApiOptions options) {
    this.feed = feed;
    this.options = options;
    this.free = new Semaphore(options.streams());
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "headwater-alert-stream");
              thread.setDaemon(true);
              return thread;
            });
  }

  public void open(Context ctx) {
    MediaTypes.requireAccepted(ctx, MediaTypes.EVENT_STREAM);
    AlertFilter filter =
        AlertEndpoints.filter(
            Parameters.of(ctx, "status", "rule", "severity", "namespace", "subject"), "all");
    if (!feed.isAttached() || closed) {
      throw Problem.unavailable(
          "The alerts cannot be followed yet: Kafka does not answer.", RETRY_SECONDS, null);
    }
    if (ctx.req().getMethod().equals("HEAD")) {
      describe(ctx);
      return;
    }
    String lastId = Optional.ofNullable(ctx.req().getHeader("Last-Event-ID")).orElse("");
    if (!free.tryAcquire()) {
      throw Problem.unavailable(
          "Too many streams of alerts are open; read GET /api/v1/alerts instead.",
          RETRY_SECONDS,
          null);
    }
    describe(ctx);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    HttpServletResponse response = ctx.res();
    BooleanSupplier permitted = Guard.stillHolds(ctx);
    ctx.future(
        () -> {
          threads.execute(() -> run(feed.listen(lastId), filter, permitted, response, ended));
          return ended;
        });
  }

  private static void describe(Context ctx) {
    ctx.contentType(MediaTypes.EVENT_STREAM + ";charset=utf-8");
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Accel-Buffering", "no");
  }

  private void run(
      AlertFeed.Listener listener,
      AlertFilter filter,
      BooleanSupplier permitted,
      HttpServletResponse response,
      CompletableFuture<Void> ended) {
    try (listener) {
      OutputStream out = response.getOutputStream();
      write(out, listener.hasGap() ? "event: gap\ndata: {}\n\n" : ": following\n\n");
      response.flushBuffer();
      long checkNanos = Math.min(CHECK_NANOS, options.heartbeat().toNanos());
      long checkedNanos = System.nanoTime();
      while (!closed && !listener.isOver()) {
        Optional<AlertFeed.Item> item = listener.next(options.heartbeat());
        if (System.nanoTime() - checkedNanos >= checkNanos) {
          checkedNanos = System.nanoTime();
          if (!permitted.getAsBoolean()) {
            return;
          }
        }
        if (item.isEmpty()) {
          write(out, ": \n\n");
        } else if (filter.accepts(item.get().alert())) {
          write(out, event(item.get()));
        }
        response.flushBuffer();
      }
    } catch (IOException gone) {
      LOG.debug("a stream of alerts ended: {}", gone.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
      ended.complete(null);
    }
  }

  private static String event(AlertFeed.Item item) {
    return "id: " + item.id() + "\nevent: alert\ndata: " + AlertJson.write(item.alert()) + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends all streams. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}
