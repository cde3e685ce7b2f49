package dev.headwater.http;

import dev.headwater.http.access.Access;
import dev.headwater.http.access.ConnectionLimits;
import dev.headwater.http.access.Guard;
import dev.headwater.http.pages.PageFrame;
import dev.headwater.http.request.Problem;
import dev.headwater.query.freshness.UnavailableException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
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
   * @param guard also keeps strangers from finding out which paths there are
   */
  static void map(JavalinConfig config, PageFrame pages, Guard guard) {
    config.routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
    config.routes.exception(
        UnavailableException.class,
        (away, ctx) -> answer(ctx, Problem.unavailable(away.getMessage(), RETRY_SECONDS, away)));
    config.routes.exception(
        EndpointNotFound.class,
        (unknown, ctx) -> show(ctx, pages, guard, Problem.of(404, NOTHING)));
    config.routes.exception(
        MethodNotAllowedResponse.class,
        (other, ctx) -> {
          String allowed = other.getDetails().getOrDefault("availableMethods", "");
          show(
              ctx,
              pages,
              guard,
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

  /** Shows a problem with the path or method to those who may read. */
  private static void show(Context ctx, PageFrame pages, Guard guard, Problem problem) {
    Handler found =
        checked -> {
          guard.check(checked, Access.READ);
          throw problem;
        };
    try {
      (isForBrowsers(ctx) ? pages.page(found) : found).handle(ctx);
    } catch (Problem shown) {
      answer(ctx, shown);
    } catch (Exception impossible) { // declared by Handler
      throw new IllegalStateException(impossible);
    }
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

  /**
   * Answers a request that Jetty itself rejects before it looks for a route.
   *
   * @param limits which the request may exceed
   */
  static boolean beforeRouting(ConnectionLimits limits, Response response, Callback callback) {
    int status = response.getStatus();
    String detail =
        switch (status) {
          case 400 -> "This is not well-formed HTTP, or the path is not percent-encoded UTF-8.";
          case 414, 431 ->
              "The request line with its headers is longer than "
                  + limits.headerBytes()
                  + " bytes; the setting http.max.header.bytes of the server allows longer ones.";
          default -> "The request cannot be served.";
        };
    Problem problem = Problem.of(status, detail);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(problem.body()), callback);
    return true;
  }
}
