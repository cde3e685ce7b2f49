package dev.headwater.app;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;

/** Notes under which ids a topic was there: one more for each time that it was made anew. */
final class GraphIds implements AutoCloseable {
  private final Set<Uuid> seen = ConcurrentHashMap.newKeySet();
  private final Thread looker;
  private volatile boolean stopped;

  /**
   * @param topic asked again and again; null while the topic does not exist
   */
  GraphIds(Supplier<TopicListing> topic) {
    looker =
        new Thread(
            () -> {
              while (!stopped) {
                TopicListing now = topic.get();
                if (now != null) {
                  seen.add(now.topicId());
                }
              }
            },
            "graph-ids");
    looker.start();
  }

  Set<Uuid> seen() {
    return Set.copyOf(seen);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      looker.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
