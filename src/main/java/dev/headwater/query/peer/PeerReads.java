package dev.headwater.query.peer;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.Question;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Reads the partitions on another instance through {@link PeerProtocol}. One request per call. */
public final class PeerReads implements InstanceReads {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Instance peer;
  private final HttpClient client;
  private final PeerAccess access;

  /** Uses a shared client, whose connect timeout and trusted certificates the caller has set. */
  public PeerReads(Instance peer, HttpClient client, PeerAccess access) {
    this.peer = peer;
    this.client = client;
    this.access = access;
  }

  @Override
  public <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience) {
    return ask(questions, patience, "");
  }

  @Override
  public <A extends Question.Answer> Answers<A> askCopy(
      List<? extends Question<A>> questions, Duration patience) {
    return ask(questions, patience, "?" + PeerProtocol.COPY + "=true");
  }

  private <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience, String query) {
    String kind = PeerProtocol.kindOf(questions.get(0));
    try {
      byte[] body = PeerProtocol.write(questions);
      HttpRequest request =
          request("/" + kind + query, patience)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      try (InputStream answer = exchange(request)) {
        return PeerProtocol.readAnswers(kind, answer);
      }
    } catch (IOException broken) {
      throw unreachable(broken);
    }
  }

  @Override
  public InstanceReport report(Duration patience) {
    try (InputStream answer = exchange(request("/report", patience).GET().build())) {
      return PeerProtocol.readReport(answer);
    } catch (IOException broken) {
      throw unreachable(broken);
    }
  }

  private HttpRequest.Builder request(String path, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(peer.url() + PeerProtocol.PATH + path))
            .timeout(patience.compareTo(SHORTEST) < 0 ? SHORTEST : patience);
    if (!access.state().isEmpty()) {
      request.header(PeerProtocol.STATE, access.state());
    }
    String secret = access.secret().get();
    return secret.isEmpty() ? request : request.header("Authorization", "Bearer " + secret);
  }

  private InputStream exchange(HttpRequest request) throws IOException {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return response.body();
      }
      response.body().close();
      if (response.statusCode() == PeerProtocol.MOVED) {
        throw new MovedException("instance " + peer + " does not have the partition");
      }
      if (response.statusCode() == 401 || response.statusCode() == 403) {
        throw new UnavailableException(
            "Instance "
                + peer
                + " does not answer this one (HTTP "
                + response.statusCode()
                + "); peer.secret.file must name the same secret on both.");
      }
      throw new UnavailableException(
          "Instance " + peer + " could not answer (HTTP " + response.statusCode() + ").");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }

  private UnavailableException unreachable(IOException broken) {
    return new UnavailableException(
        "Instance " + peer + " cannot be reached, and a part of the answer is there.", broken);
  }
}
