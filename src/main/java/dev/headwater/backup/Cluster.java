package dev.headwater.backup;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The Kafka that is backed up or restored into.
 *
 * @param admin its owner closes it
 * @param clients settings of consumers and producers
 * @param names the topic of each part
 * @param application the {@code application.id}, which is the consumer group
 */
public record Cluster(
    Admin admin, Map<String, Object> clients, Map<Part, String> names, String application) {
  public Cluster {
    clients = Map.copyOf(clients);
    names = Map.copyOf(names);
  }

  /** The topic of that part. */
  public String name(Part part) {
    return names.get(part);
  }
}
