package dev.headwater.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The keys that are passed on to the clients of Kafka and of the registry. */
final class ClientKeys {

  static final String KAFKA = "kafka.";
  static final String STREAMS = "streams.";
  static final String REGISTRY = "registry.";

  /** What passed keys begin with. */
  static final List<String> PREFIXES = List.of(KAFKA, STREAMS, REGISTRY);

  private static final Set<String> KAFKA_NAMES =
      union(
          List.of(
              ConsumerConfig.configNames(),
              ProducerConfig.configNames(),
              AdminClientConfig.configNames()));

  private static final Set<String> STREAMS_NAMES =
      union(List.of(KAFKA_NAMES, StreamsConfig.configDef().names()));

  private ClientKeys() {}

  private static Set<String> union(List<Set<String>> parts) {
    Set<String> all = new TreeSet<>();
    parts.forEach(all::addAll);
    return all;
  }

  /** Whether the key is passed on. */
  static boolean isPassed(String key) {
    return PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && !key.equals(prefix));
  }

  /** Whether a client of Kafka, or Kafka Streams, defines this key, which has its prefix here. */
  static boolean isDefined(String key) {
    return (key.startsWith(KAFKA) && KAFKA_NAMES.contains(key.substring(KAFKA.length())))
        || (key.startsWith(STREAMS) && STREAMS_NAMES.contains(key.substring(STREAMS.length())));
  }

  /** All keys that the clients of Kafka, and Kafka Streams, define, each with its prefix here. */
  static List<String> defined() {
    List<String> all = new ArrayList<>();
    KAFKA_NAMES.forEach(name -> all.add(KAFKA + name));
    STREAMS_NAMES.forEach(name -> all.add(STREAMS + name));
    return all;
  }

  /**
   * The key that was probably meant, if Kafka does not define this one and another is near. A key
   * without a near one may be of a plug-in, such as an interceptor.
   */
  static Optional<String> nearMiss(String key) {
    String name = key.substring(key.indexOf('.') + 1);
    if (key.startsWith(KAFKA) && !KAFKA_NAMES.contains(name)) {
      return NearestKey.of(name, KAFKA_NAMES).map(KAFKA::concat);
    }
    // Kafka Streams takes consumer.fetch.min.bytes, topic.segment.bytes and the like too.
    boolean ofOneClient =
        Stream.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.")
                .anyMatch(name::startsWith)
            || Stream.of("producer.", "admin.", "topic.").anyMatch(name::startsWith);
    if (key.startsWith(STREAMS) && !ofOneClient && !STREAMS_NAMES.contains(name)) {
      return NearestKey.of(name, STREAMS_NAMES).map(STREAMS::concat);
    }
    return Optional.empty();
  }
}
