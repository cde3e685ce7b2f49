package dev.headwater.http.pages;

import dev.headwater.http.access.Credentials;
import dev.headwater.http.access.Guard;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.pages.LoginView;
import dev.headwater.pages.MessageView;
import dev.headwater.pages.Pages;
import dev.headwater.query.freshness.UnavailableException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all pages have in common: their headers, and that errors are pages, too. Thread-safe.
 *
 * <p>The Content-Security-Policy allows nothing but our own files: no script or style within a
 * page, and no other host. So a text from an event that looks like a script cannot run.
 */
public final class PageFrame {
  private static final Logger LOG = LoggerFactory.getLogger(PageFrame.class);
  private static final String HTML = "text/html";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final int RETRY_SECONDS = 2;

  private final Pages pages;

  PageFrame(Pages pages) {
    this.pages = pages;
  }

  /** A handler of a page, whose errors are pages. */
  public Handler page(Handler handler) {
    return ctx -> {
      MediaTypes.requireAccepted(ctx, HTML);
      headers(ctx);
      try {
        handler.handle(ctx);
      } catch (Problem problem) {
        problem.headers().forEach(ctx::header);
        if (problem.status() == 401) {
          login(ctx, 401, "", Credentials.isRead(ctx) ? address(ctx) : "/");
          return;
        }
        error(ctx, problem.status(), problem.getMessage(), List.of());
      } catch (UnavailableException away) {
        ctx.header("Retry-After", Integer.toString(RETRY_SECONDS));
        error(ctx, 503, away.getMessage(), List.of());
      } catch (RuntimeException unexpected) {
        LOG.error("page {} failed", ctx.req().getRequestURI(), unexpected);
        error(ctx, 500, "The log of this instance says more.", List.of());
      }
    };
  }

  private static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
  }

  private static String address(Context ctx) {
    String query = ctx.req().getQueryString();
    return LoginPages.ours(ctx.req().getRequestURI() + (query == null ? "" : "?" + query));
  }

  /**
   * Answers with the form that asks for a token.
   *
   * @param problem with the token given before; "" if none was
   * @param next the path to show after the login
   */
  void login(Context ctx, int status, String problem, String next) {
    headers(ctx);
    ctx.status(status);
    show(ctx, "login", "Log in", "", "", new LoginView(problem, next));
  }

  /** Answers with a page. */
  void show(
      Context ctx, String template, String title, String section, String search, Object view) {
    html(ctx, pages.page(template, title, section, search, Guard.caller(ctx), view));
  }

  /** Answers with a part of a page. */
  void part(Context ctx, String template, Object view) {
    html(ctx, pages.part(template, view));
  }

  /** Answers with a page that says what went wrong. */
  void error(Context ctx, int status, String sentence, List<Asset> candidates) {
    headers(ctx);
    ctx.status(status);
    String title =
        switch (status) {
          case 404 -> "Not found";
          case 503 -> "Not available now";
          case 403 -> "Not permitted";
          case 429 -> "Too many requests";
          case 500 -> "Something went wrong here";
          default -> "This cannot be shown";
        };
    String next = status == 503 || status == 429 ? "Load this page again in a few seconds." : "";
    show(ctx, "message", title, "", "", new MessageView(title, sentence, next, candidates));
  }

  private static void html(Context ctx, String html) {
    ctx.contentType(HTML + "; charset=utf-8");
    ctx.result(html);
  }
}
