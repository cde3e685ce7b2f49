package dev.headwater.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches small texts over HTTP, in bounded time and size. Thread-safe.
 *
 * <p>The time is that of the whole exchange: a server that sends a byte now and then ends no sooner
 * than a silent one. Redirects are not followed, because they could lead away from https.
 */
final class IssuerDocuments {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MAX_BYTES = 1 << 20;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * The text at a URL.
   *
   * @param deadlineNanos when to give up, as {@link System#nanoTime}
   * @throws IOException if there is no such text, or not in time
   */
  String get(String url, long deadlineNanos) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json, */*").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new Limited(BodySubscribers.ofByteArray()));
    try {
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      HttpResponse<byte[]> response = answer.get(left, TimeUnit.NANOSECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(url + " answers HTTP " + response.statusCode());
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (TimeoutException slow) {
      throw new IOException(url + " does not answer in time", slow);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      String why = cause.getMessage();
      throw new IOException(why == null ? cause.getClass().getSimpleName() : why, cause);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    } finally {
      answer.cancel(true);
    }
  }

  /** Fails when a body is larger than {@link #MAX_BYTES}. */
  private static final class Limited implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> whole;
    private Flow.Subscription subscription;
    private long bytes;

    Limited(BodySubscriber<byte[]> whole) {
      this.whole = whole;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        bytes += buffer.remaining();
      }
      if (bytes > MAX_BYTES) {
        subscription.cancel();
        whole.onError(new IOException("the answer is larger than " + MAX_BYTES + " bytes"));
      } else {
        whole.onNext(buffers);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.onError(failure);
    }

    @Override
    public void onComplete() {
      whole.onComplete();
    }
  }
}
