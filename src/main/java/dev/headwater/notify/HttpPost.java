package dev.headwater.notify;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts messages to one receiver. It follows no redirects and reads at most {@value #MAX_ANSWER}
 * bytes of an answer, of which only the status counts. Thread-safe.
 */
final class HttpPost {
  /** How much of an answer's body is read; a longer one ends the connection. */
  static final int MAX_ANSWER = 64 * 1024;

  /**
   * Answers that say something of the message. All others, such as 401 or a redirect, would be the
   * same for every message: somebody has to mend the receiver or its configuration first.
   */
  private static final Set<Integer> OF_THE_MESSAGE = Set.of(400, 409, 413, 415, 422);

  private static final Duration MAX_AFTER = Duration.ofMinutes(5);

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;
  private final Optional<SecretFile> token;
  private final Optional<SecretFile> secret;
  private final Clock clock;

  HttpPost(
      HttpClient client,
      URI url,
      Duration timeout,
      Optional<SecretFile> token,
      Optional<SecretFile> secret,
      Clock clock) {
    this.client = client;
    this.url = url;
    this.timeout = timeout;
    this.token = token;
    this.secret = secret;
    this.clock = clock;
  }

  /** Sends a message. The result never fails, and comes within the timeout. */
  CompletableFuture<Answer> send(Message message) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", message.contentType())
            .header("User-Agent", "headwater")
            .POST(BodyPublishers.ofByteArray(message.body()));
    token.ifPresent(file -> request.header("Authorization", "Bearer " + file.text()));
    secret.ifPresent(
        file ->
            request.header(
                Signature.HEADER, Signature.of(file.text(), clock.instant(), message.body())));
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(request.build(), status -> new BoundedBody());
    return exchange
        .thenApply(HttpPost::answer)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failed -> {
              exchange.cancel(true);
              return new Answer.Away(reason(failed), Optional.empty());
            });
  }

  private static Answer answer(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Answer.Accepted();
    }
    return OF_THE_MESSAGE.contains(status)
        ? new Answer.Refused(status)
        : new Answer.Away("it answers " + status, after(response));
  }

  /** Retry-After in seconds. Its other form, a date, is ignored. */
  private static Optional<Duration> after(HttpResponse<Void> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(asked -> asked.compareTo(MAX_AFTER) > 0 ? MAX_AFTER : asked);
  }

  private static String reason(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    if (cause instanceof TimeoutException) {
      return "it does not answer in time";
    }
    String said = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return said == null ? kind : kind + ": " + said.lines().findFirst().orElse("");
  }

  /** Reads and forgets a body up to the limit. */
  private static final class BoundedBody implements HttpResponse.BodySubscriber<Void> {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long read;

    @Override
    public CompletionStage<Void> getBody() {
      return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
      subscription = opened;
      opened.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      part.forEach(buffer -> read += buffer.remaining());
      if (read > MAX_ANSWER) {
        subscription.cancel();
        end.complete(null);
      }
    }

    @Override
    public void onError(Throwable failed) {
      end.completeExceptionally(failed);
    }

    @Override
    public void onComplete() {
      end.complete(null);
    }
  }
}
