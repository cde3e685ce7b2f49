package dev.headwater.http.request;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** An error answer over HTTP: problem+json, RFC 9457. The message is a sentence for a person. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final String CONTENT_TYPE = "application/problem+json";

  private final int status;
  private final transient Map<String, String> members = new LinkedHashMap<>();
  private final transient List<Members> written = new ArrayList<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Problem(int status, String detail, Throwable cause) {
    super(detail, cause);
    this.status = status;
  }

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, null);
  }

  /** A parameter has an invalid value. */
  public static Problem parameter(String name, String detail) {
    return of(400, name + ": " + detail).with("parameter", name);
  }

  /** The server cannot answer now; the client may try again later. */
  public static Problem unavailable(String detail, int retryAfterSeconds, Throwable cause) {
    return new Problem(503, detail, cause)
        .header("Retry-After", Integer.toString(retryAfterSeconds));
  }

  /** The client sends too much at once; it should send the same request again later. */
  public static Problem slowDown(String detail, int retryAfterSeconds, Throwable cause) {
    return new Problem(429, detail, cause)
        .header("Retry-After", Integer.toString(retryAfterSeconds));
  }

  /** Adds a member to the body. */
  public Problem with(String member, String value) {
    members.put(member, value);
    return this;
  }

  /** Adds members to the body; {@code more} writes them. */
  public Problem with(Members more) {
    written.add(more);
    return this;
  }

  /** Writes members of an object. */
  public interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Adds a header. */
  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", title(status));
          json.writeNumberField("status", status);
          json.writeStringField("detail", getMessage());
          for (Map.Entry<String, String> member : members.entrySet()) {
            json.writeStringField(member.getKey(), member.getValue());
          }
          for (Members more : written) {
            more.write(json);
          }
          json.writeEndObject();
        };
    return body.bytes();
  }

  private static String title(int status) {
    return HttpStatus.getMessage(status);
  }
}
