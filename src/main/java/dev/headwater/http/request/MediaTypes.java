package dev.headwater.http.request;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** Checks the media type of a request's body, and the media types that the request accepts. */
public final class MediaTypes {
  public static final String JSON = "application/json";
  public static final String JSON_LINES = "application/x-ndjson";
  public static final String MARKDOWN = "text/markdown";
  public static final String EVENT_STREAM = "text/event-stream";

  private MediaTypes() {}

  /**
   * The type of the body: {@link #JSON}, also if the request names none, or {@link #JSON_LINES}.
   *
   * @throws Problem 415 for any other type, or a character set other than UTF-8
   */
  public static String ofBody(Context ctx) {
    return ofBody(ctx, List.of(JSON, JSON_LINES), "");
  }

  /**
   * @param hint what else to say to a sender of another type; "" for nothing
   * @throws Problem 415 if the body is not {@link #JSON}, or of a character set other than UTF-8
   */
  public static void requireJson(Context ctx, String hint) {
    ofBody(ctx, List.of(JSON), hint);
  }

  private static String ofBody(Context ctx, List<String> taken, String hint) {
    String header = ctx.req().getHeader("Content-Type");
    if (header == null || header.isBlank()) {
      return JSON;
    }
    String[] parts = header.split(";", -1);
    String type = parts[0].trim().toLowerCase(Locale.ROOT);
    if (!taken.contains(type)) {
      throw unsupported(
          "Content-Type is "
              + shown(type)
              + "; send "
              + String.join(", or ", taken)
              + (hint.isEmpty() ? "." : "; " + hint + "."),
          taken);
    }
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].trim().toLowerCase(Locale.ROOT).split("=", 2);
      if (parameter.length == 2
          && parameter[0].trim().equals("charset")
          && !parameter[1].replace("\"", "").trim().equals("utf-8")) {
        throw unsupported("The body's charset is " + shown(parameter[1]) + "; send UTF-8.", taken);
      }
    }
    return type;
  }

  private static Problem unsupported(String detail, List<String> taken) {
    return Problem.of(415, detail).header("Accept-Post", String.join(", ", taken));
  }

  /**
   * @throws Problem 406 if the request does not accept {@code type}, the type of the answer
   */
  public static void requireAccepted(Context ctx, String type) {
    String header = ctx.req().getHeader("Accept");
    if (header == null || header.isBlank()) {
      return;
    }
    // The most specific range that matches decides.
    int best = -1;
    boolean wanted = false;
    for (String range : header.split(",")) {
      String[] parts = range.split(";", -1);
      int specificity = specificity(parts[0].trim().toLowerCase(Locale.ROOT), type);
      if (specificity > best) {
        best = specificity;
        wanted = !isRefused(parts);
      }
    }
    if (!wanted) {
      throw Problem.of(
          406, "The answer is " + type + ", which the Accept header leaves out: " + shown(header));
    }
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.equals(type.substring(0, type.indexOf('/') + 1) + "*")) {
      return 1;
    }
    return range.equals("*/*") || range.equals("*") ? 0 : -1;
  }

  private static boolean isRefused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].trim().toLowerCase(Locale.ROOT).matches("q\\s*=\\s*0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
