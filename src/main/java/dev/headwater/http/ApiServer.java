package dev.headwater.http;

import dev.headwater.http.access.AccessTable;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.Credentials;
import dev.headwater.http.access.Guard;
import dev.headwater.http.access.RequestRates;
import dev.headwater.http.ingest.EventsEndpoint;
import dev.headwater.http.ingest.OpenLineageEndpoints;
import dev.headwater.http.operations.OperationsEndpoints;
import dev.headwater.http.operations.QuarantineEndpoints;
import dev.headwater.http.pages.LoginPages;
import dev.headwater.http.pages.PageFrame;
import dev.headwater.http.pages.PageRoutes;
import dev.headwater.http.peers.PeerEndpoint;
import dev.headwater.http.reads.AlertEndpoints;
import dev.headwater.http.reads.AlertStream;
import dev.headwater.http.reads.AssetEndpoints;
import dev.headwater.http.reads.CardEndpoint;
import dev.headwater.http.reads.Drawing;
import dev.headwater.http.reads.ExportEndpoint;
import dev.headwater.http.reads.FitnessEndpoint;
import dev.headwater.http.reads.GraphEndpoint;
import dev.headwater.http.reads.PictureEndpoint;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.PacedBody;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.UnreadBody;
import dev.headwater.http.server.Listening;
import dev.headwater.http.server.RequestMetrics;
import dev.headwater.pages.ApiGuide;
import dev.headwater.query.Queries;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server with all endpoints. Every error is problem+json. A request with an unknown or
 * wrong part gets an error with a sentence that names the part.
 */
public final class ApiServer implements AutoCloseable {
  private static final String PREFIX = "/api/v1";
  private static final int LEAST_THREADS = 8;

  /** For what strangers send, a quarter of the threads at most may wait, twice. */
  private static final int STRANGERS = 4;

  private static final int IDLE_MILLIS = 60_000;

  /** A stop waits no longer than this for a connection without activity. */
  private static final int IDLE_AT_CLOSE_MILLIS = 50;

  private final ApiOptions options;
  private final EventsEndpoint events;
  private final AlertStream stream;
  private final RequestMetrics requestMetrics;
  private final ApiSecurity security;
  private final Guard guard;
  private final UnreadBody unread;
  private final Semaphore reads;
  private final Semaphore waitingReads;
  private final Javalin javalin;
  private final String host;
  private final int port;

  /**
   * @param host the address to listen on
   * @param port the port to listen on; 0 picks a free one
   * @param security who may call, and how connections are protected
   * @param backends what the requests are for; their owner closes them after this server
   * @param version the version of this product
   */
  public ApiServer(
      String host,
      int port,
      ApiOptions options,
      ApiSecurity security,
      Backends backends,
      Clock clock,
      String version) {
    this(
        host,
        port,
        options,
        new Guard(
            AccessTable.STANDARD,
            security,
            new RequestRates(security.rates(), backends.metrics(), System::nanoTime)),
        backends,
        clock,
        version);
  }

  ApiServer(
      String host,
      int port,
      ApiOptions options,
      Guard guard,
      Backends backends,
      Clock clock,
      String version) {
    this.host = host;
    this.port = port;
    this.options = options;
    this.guard = guard;
    this.security = guard.security();
    Queries queries = backends.queries();
    this.events = new EventsEndpoint(backends.events(), queries, clock, options);
    this.stream = new AlertStream(backends.feed(), options);
    this.requestMetrics = new RequestMetrics(backends.metrics());
    this.unread = new UnreadBody(options.bodyBytes(), forStrangers());
    this.reads = new Semaphore(options.readsAtOnce());
    this.waitingReads = new Semaphore(options.readsWaitingAtOnce());
    AssetEndpoints assets = new AssetEndpoints(queries);
    FitnessEndpoint fitness = new FitnessEndpoint(queries, options.uses());
    CardEndpoint card = new CardEndpoint(queries, clock);
    ExportEndpoint export = new ExportEndpoint(queries);
    AlertEndpoints alerts = new AlertEndpoints(queries);
    OpenLineageEndpoints lineage =
        new OpenLineageEndpoints(backends.lineageReader(), backends.lineage(), clock, options);
    QuarantineEndpoints aside =
        new QuarantineEndpoints(backends.quarantine(), backends.quarantined());
    GraphEndpoint graph = new GraphEndpoint(queries);
    OperationsEndpoints operations =
        new OperationsEndpoints(queries, backends.health(), backends.metrics(), version);
    ApiDescription description = ApiDescription.load(version);
    PeerEndpoint peers = new PeerEndpoint(queries.local(), queries.access());
    PictureEndpoint pictures = new PictureEndpoint(queries, clock);
    PageRoutes pages = new PageRoutes(queries, clock, version, ApiGuide.of(description.document()));
    this.javalin =
        Javalin.create(
            config -> {
              configure(config);
              config.routes.before(this::first);
              config.routes.after(unread::discard);
              post(config, PREFIX + "/events", events::post);
              post(config, PREFIX + "/lineage", lineage::one);
              post(config, PREFIX + "/lineage/batch", lineage::batch);
              get(config, PREFIX + "/lineage", read(graph::get));
              get(config, PREFIX + "/assets", read(assets::list));
              get(config, PREFIX + "/assets/{urn}", read(assets::one));
              get(config, PREFIX + "/assets/{urn}/lineage", read(assets::lineage));
              get(config, PREFIX + "/assets/{urn}/exposures", read(assets::exposures));
              get(config, PREFIX + "/assets/{urn}/decisions", read(assets::decisions));
              get(config, PREFIX + "/assets/{urn}/representation", read(assets::representation));
              get(config, PREFIX + "/assets/{urn}/fitness", read(fitness::get));
              get(
                  config,
                  PREFIX + "/assets/{urn}/gate",
                  json(ctx -> inTurn(ctx, waitingReads, assets::gate)));
              get(
                  config,
                  PREFIX + "/assets/{urn}/card",
                  ctx -> inTurn(ctx, waitingReads, card::get));
              get(
                  config,
                  PREFIX + "/assets/{urn}/export",
                  ctx -> inTurn(ctx, waitingReads, export::get));
              get(config, PREFIX + "/assets/{urn}/graph", ctx -> inReads(ctx, pictures::get));
              get(config, PREFIX + "/alerts", read(alerts::list));
              get(config, PREFIX + "/alerts/stream", stream::open);
              quarantine(config, aside);
              get(config, PREFIX + "/status", json(operations::status));
              get(config, "/healthz", json(operations::healthz));
              get(config, "/readyz", json(operations::readyz));
              get(config, "/metrics", operations::metrics);
              pages(config, pages);
              get(config, "/openapi.json", json(description::get));
              post(config, "/internal/v1/{kind}", peers::ask);
              get(config, "/internal/v1/report", peers::report);
              Errors.map(config, pages.frame(), guard);
            });
    guard.requireGuarded(routes());
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = options.bodyBytes();
    config.router.ignoreTrailingSlashes = true;
    config.requestLogger.http(requestMetrics::count);
    QueuedThreadPool threads =
        new QueuedThreadPool(
            options.threads(), Math.min(LEAST_THREADS, options.threads()), IDLE_MILLIS);
    threads.setName("headwater-http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          // Paths contain URNs with encoded slashes and percent signs. Jetty passes every path on,
          // and our own code decodes it once. That code also rejects what it cannot decode, as
          // problem+json.
          http.setUriCompliance(UriCompliance.UNSAFE);
          http.setSendServerVersion(false);
        });
    config.jetty.modifyServletContextHandler(
        context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    config.jetty.modifyServer(this::harden);
    config.jetty.addConnector(this::listen);
  }

  private Connector listen(Server server, HttpConfiguration http) {
    ServerConnector connector = new Listening(security).connector(server, http);
    connector.setHost(host);
    connector.setPort(port);
    connector.setShutdownIdleTimeout(IDLE_AT_CLOSE_MILLIS);
    return connector;
  }

  private void harden(Server server) {
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(options.closeTime().toMillis());
    server.setErrorHandler(
        (request, response, callback) ->
            Errors.beforeRouting(security.limits(), response, callback));
  }

  /** What every answer has, and pages set stricter ones; and what no request may have. */
  private void first(Context ctx) {
    PacedBody.require(ctx, security.limits().bytesPerSecond());
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    Credentials.refuseOtherMethod(ctx);
  }

  private void post(JavalinConfig config, String path, Handler handler) {
    config.routes.post(path, guard.of("POST", path, handler));
  }

  /** Adds a read. It also answers HEAD, with the same status and headers. */
  private void get(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, guard.of("GET", path, handler));
    config.routes.addHttpHandler(HandlerType.HEAD, path, guard.of("HEAD", path, handler));
  }

  /** Adds a page. The check is within it, so that what the check refuses is a page, too. */
  private void page(JavalinConfig config, PageFrame frame, String path, Handler handler) {
    config.routes.get(path, frame.page(guard.of("GET", path, handler)));
    config.routes.addHttpHandler(
        HandlerType.HEAD, path, frame.page(guard.of("HEAD", path, handler)));
  }

  /** How many threads may wait at once for what strangers send. */
  private int forStrangers() {
    return Math.max(1, options.threads() / STRANGERS);
  }

  private static Handler json(Handler handler) {
    return ctx -> {
      MediaTypes.requireAccepted(ctx, MediaTypes.JSON);
      handler.handle(ctx);
    };
  }

  private Handler read(Handler handler) {
    return json(ctx -> inReads(ctx, handler));
  }

  private void inReads(Context ctx, Handler handler) throws Exception {
    inTurn(ctx, isWaiting(ctx) ? waitingReads : reads, handler);
  }

  /** Each of these reads the quarantine topic, and takes its turn among the reads that wait. */
  private void quarantine(JavalinConfig config, QuarantineEndpoints aside) {
    String path = PREFIX + "/quarantine";
    get(config, path, aside(aside::list));
    get(config, path + "/{id}", aside(aside::one));
    post(config, path + "/replay", aside(aside::replayAll));
    post(config, path + "/{id}/replay", aside(aside::replay));
    post(config, path + "/{id}/discard", aside(aside::discard));
  }

  private Handler aside(Handler handler) {
    return json(ctx -> inTurn(ctx, waitingReads, QuarantineEndpoints.guarded(handler)));
  }

  private void pages(JavalinConfig config, PageRoutes pages) {
    PageFrame frame = pages.frame();
    pages
        .prompt()
        .forEach((path, page) -> page(config, frame, path, ctx -> inTurn(ctx, reads, page)));
    pages
        .waiting()
        .forEach((path, page) -> page(config, frame, path, ctx -> inTurn(ctx, waitingReads, page)));
    LoginPages login = new LoginPages(security, frame, forStrangers(), guard.rates().logins());
    page(config, frame, "/login", login::form);
    config.routes.post("/login", frame.page(guard.of("POST", "/login", login::login)));
    config.routes.post("/logout", frame.page(guard.of("POST", "/logout", login::logout)));
    get(config, "/static/{file}", pages.files()::get);
  }

  /**
   * Reads that wait until they are caught up have their own limit, so that they do not delay other
   * reads.
   */
  private static boolean isWaiting(Context ctx) {
    return String.valueOf(ctx.req().getQueryString()).contains("wait=true");
  }

  private void inTurn(Context ctx, Semaphore turns, Handler handler) throws Exception {
    if (!turns.tryAcquire(options.patience().toMillis(), TimeUnit.MILLISECONDS)) {
      throw Problem.unavailable("Too many reads at once; try again in a moment.", 1, null);
    }
    try {
      handler.handle(ctx);
    } finally {
      turns.release();
    }
  }

  /**
   * Starts to listen.
   *
   * @throws PortTakenException if another process listens on the port
   */
  public ApiServer start() {
    try {
      javalin.start();
      Drawing.warmUp();
      return this;
    } catch (JavalinBindException taken) {
      throw new PortTakenException(port, taken);
    }
  }

  /** Every route, as its method and its path: {@code GET /api/v1/assets/{urn}}. */
  SortedSet<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(route -> route.endpoint.method.isHttpMethod())
        .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The port on which the server listens. */
  public int port() {
    return javalin.port();
  }

  /** Ends streams and waiting requests, gives other requests a few seconds to end, and stops. */
  @Override
  public void close() {
    stream.close();
    events.close();
    javalin.stop();
  }

  /** Another process listens on the port. */
  public static final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
      super("port " + port + " is taken; name another one, or 0 for any that is free", cause);
    }
  }
}
