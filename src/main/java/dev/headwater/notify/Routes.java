package dev.headwater.notify;

import java.net.URI;
import java.util.List;

/**
 * All routes of an installation.
 *
 * @param source of the CloudEvents
 */
public record Routes(URI source, List<Route> routes) {
  /** The maximum number of lines: receivers, counted once for each route that names them. */
  public static final int MAX_LINES = 64;

  public Routes {
    routes = List.copyOf(routes);
    if (routes.stream().mapToInt(route -> route.receivers().size()).sum() > MAX_LINES) {
      throw new IllegalArgumentException(
          "the routes have more than " + MAX_LINES + " receivers in total");
    }
  }
}
