package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests as curl does. */
final class RestClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;

  RestClient(URI url) {
    this.url = url;
  }

  HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String get(String path) {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** Sends a request and expects that it is refused with this error code, in JSON. */
  void expect(int code, String method, String path, String body) {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.body()).startsWith("{\"error_code\":" + code + ",\"message\":\"");
    assertThat(response.statusCode()).isEqualTo(code > 999 ? code / 100 : code);
  }
}
