package dev.headwater.http.access;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may call what: each route with its {@link Access}. A server with a route that is not here
 * does not start.
 *
 * @param routes by method and path, as {@code GET /api/v1/assets/{urn}}; the row of a GET is that
 *     of its HEAD, too
 */
public record AccessTable(SortedMap<String, Access> routes) {

  public AccessTable {
    routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
  }

  /** The table of the server. */
  public static final AccessTable STANDARD =
      new AccessTable(
          new TreeMap<>(
              Map.ofEntries(
                  // Events.
                  Map.entry("POST /api/v1/events", Access.WRITE),
                  Map.entry("POST /api/v1/lineage", Access.WRITE),
                  Map.entry("POST /api/v1/lineage/batch", Access.WRITE),
                  // Reads.
                  Map.entry("GET /api/v1/lineage", Access.READ),
                  Map.entry("GET /api/v1/assets", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/lineage", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/exposures", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/decisions", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/representation", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/fitness", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/gate", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/card", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/export", Access.READ),
                  Map.entry("GET /api/v1/assets/{urn}/graph", Access.READ),
                  Map.entry("GET /api/v1/alerts", Access.READ),
                  Map.entry("GET /api/v1/alerts/stream", Access.READ),
                  Map.entry("GET /api/v1/quarantine", Access.READ),
                  Map.entry("GET /api/v1/quarantine/{id}", Access.READ),
                  Map.entry("GET /api/v1/status", Access.READ),
                  Map.entry("GET /metrics", Access.READ),
                  Map.entry("GET /openapi.json", Access.READ),
                  // Decisions about quarantined records.
                  Map.entry("POST /api/v1/quarantine/replay", Access.ADMIN),
                  Map.entry("POST /api/v1/quarantine/{id}/replay", Access.ADMIN),
                  Map.entry("POST /api/v1/quarantine/{id}/discard", Access.ADMIN),
                  // Probes, which an orchestrator makes without a token.
                  Map.entry("GET /healthz", Access.PROBE),
                  Map.entry("GET /readyz", Access.PROBE),
                  // Pages.
                  Map.entry("GET /", Access.READ),
                  Map.entry("GET /docs", Access.READ),
                  Map.entry("GET /assets", Access.READ),
                  Map.entry("GET /alerts", Access.READ),
                  Map.entry("GET /assets/{urn}", Access.READ),
                  Map.entry("GET /assets/{urn}/lineage", Access.READ),
                  Map.entry("GET /assets/{urn}/card", Access.READ),
                  Map.entry("GET /assets/{urn}/decisions", Access.READ),
                  Map.entry("GET /assets/{urn}/compare", Access.READ),
                  Map.entry("GET /jobs/{namespace}/{name}", Access.READ),
                  Map.entry("GET /paths", Access.READ),
                  Map.entry("GET /gate", Access.READ),
                  Map.entry("GET /static/{file}", Access.OPEN),
                  Map.entry("GET /login", Access.OPEN),
                  Map.entry("POST /login", Access.OPEN),
                  Map.entry("POST /logout", Access.OPEN),
                  // Between instances.
                  Map.entry("POST /internal/v1/{kind}", Access.PEER),
                  Map.entry("GET /internal/v1/report", Access.PEER))));

  /**
   * The access to a route.
   *
   * @throws IllegalStateException if the table does not have it
   */
  Access of(String method, String path) {
    Access access = routes.get((method.equals("HEAD") ? "GET" : method) + " " + path);
    if (access == null) {
      throw new IllegalStateException(
          "the table of who may call what has no row for " + method + " " + path);
    }
    return access;
  }
}
