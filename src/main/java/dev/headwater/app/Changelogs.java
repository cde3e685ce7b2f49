package dev.headwater.app;

import dev.headwater.bridge.BridgeTopology;
import dev.headwater.stream.GraphTopology;

/**
 * The topics that Kafka Streams keeps the state in. They are known by their whole names: the id of
 * another application may begin with ours.
 */
final class Changelogs {
  private Changelogs() {}

  /** The state that is derived from the events. */
  static String graph(String application) {
    return of(application, GraphTopology.STORE);
  }

  /** The state about OpenLineage runs, which is not derived from the events. */
  static String openLineage(String application) {
    return of(application, BridgeTopology.STORE);
  }

  /** The changelog of a store. */
  static String of(String application, String store) {
    return application + "-" + store + "-changelog";
  }
}
