package dev.headwater.http;

import dev.headwater.query.UnavailableException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into problem+json. */
final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final int RETRY_SECONDS = 2;

  private static final String NOTHING =
      "There is nothing at this path. A URN in a path is percent-encoded as one segment, its slashes"
          + " as %2F.";

  private Errors() {}

  /**
   * @param pages answers browsers, for which an error is a page
   */
  static void map(JavalinConfig config, PageFrame pages) {
    config.routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
    config.routes.exception(
        UnavailableException.class,
        (away, ctx) -> answer(ctx, Problem.unavailable(away.getMessage(), RETRY_SECONDS, away)));
    config.routes.exception(
        EndpointNotFound.class,
        (unknown, ctx) -> {
          if (isForBrowsers(ctx)) {
            pages.error(ctx, 404, NOTHING, List.of());
          } else {
            answer(ctx, Problem.of(404, NOTHING));
          }
        });
    config.routes.exception(
        MethodNotAllowedResponse.class,
        (other, ctx) -> {
          String allowed = other.getDetails().getOrDefault("availableMethods", "");
          answer(
              ctx,
              Problem.of(405, ctx.req().getMethod() + " is not possible here; " + allowed + " is.")
                  .header("Allow", allowed));
        });
    config.routes.exception(
        HttpResponseException.class,
        (other, ctx) -> answer(ctx, Problem.of(other.getStatus(), other.getMessage())));
    config.routes.exception(
        Exception.class,
        (unexpected, ctx) -> {
          LOG.error("{} {} failed", ctx.req().getMethod(), ctx.req().getRequestURI(), unexpected);
          answer(
              ctx,
              Problem.of(500, "Something went wrong here; the log of this instance says what."));
        });
    config.router.javaLangErrorHandler(
        (response, error) -> {
          LOG.error("a request failed", error);
          response.setStatus(500);
        });
  }

  private static boolean isForBrowsers(Context ctx) {
    String accept = ctx.req().getHeader("Accept");
    return accept != null
        && accept.contains("text/html")
        && !ctx.req().getRequestURI().startsWith("/api/");
  }

  private static void answer(Context ctx, Problem problem) {
    if (problem.getCause() != null) {
      // A line for each refused request would bury the one that says what is away.
      LOG.debug("{}: {}", problem.getMessage(), problem.getCause().toString());
    }
    ctx.status(problem.status());
    problem.headers().forEach(ctx::header);
    ctx.contentType(Problem.CONTENT_TYPE);
    ctx.result(problem.body());
  }

  /** Answers a request that Jetty itself rejects before it looks for a route. */
  static boolean beforeRouting(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        Problem.of(
            status,
            status == 400
                ? "This is not well-formed HTTP, or the path is not percent-encoded UTF-8."
                : "The request cannot be served.");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(problem.body()), callback);
    return true;
  }
}
