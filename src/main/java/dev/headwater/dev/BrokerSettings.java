package dev.headwater.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The Kafka settings of an embedded broker: one node, one user, little memory, quick to start. */
final class BrokerSettings {
  private static final String BROKER = "BROKER";
  private static final String CONTROLLER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path folder, int node, String host, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(identity(folder, node, host, port, controllerPort));
    settings.putAll(singleNode());
    settings.putAll(small());
    settings.putAll(quick());
    return settings;
  }

  private static Map<String, String> identity(
      Path folder, int node, String host, int port, int controllerPort) {
    String broker = BROKER + "://" + host + ":" + port;
    String controller = CONTROLLER + "://" + host + ":" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(node),
        "log.dirs",
        folder.toString(),
        "listeners",
        broker + "," + controller,
        "advertised.listeners",
        broker,
        "listener.security.protocol.map",
        BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
        "inter.broker.listener.name",
        BROKER,
        "controller.listener.names",
        CONTROLLER,
        "controller.quorum.voters",
        node + "@" + host + ":" + controllerPort);
  }

  /** With the defaults, consumers and transactions wait for replicas that never come. */
  private static Map<String, String> singleNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        // A long timeout, because no other broker could take over from one that is only slow. If
        // Kafka fences a broker in the middle of a transaction, it may also lose the transaction's
        // markers, which blocks its readers forever.
        "broker.session.timeout.ms", "600000");
  }

  private static Map<String, String> small() {
    Map<String, String> settings = new HashMap<>();
    // The default is 50 partitions each. Their creation on first use takes most of the time of a
    // first start.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)); // default: 128 MiB
    // Kafka never compacts the active segment. Small segments keep compacted topics short, and
    // restores fast.
    settings.put("log.segment.bytes", Integer.toString(64 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // What is deleted leaves the disk within seconds; the defaults add up to six minutes.
    settings.put("log.initial.task.delay.ms", "5000");
    settings.put("log.retention.check.interval.ms", "5000");
    settings.put("log.segment.delete.delay.ms", "1000");
    // Otherwise the metadata log gets a record every half second, forever.
    settings.put("metadata.max.idle.interval.ms", "0");
    return settings;
  }

  private static Map<String, String> quick() {
    Map<String, String> settings = new HashMap<>();
    settings.put("auto.create.topics.enable", "false"); // a mistyped topic is an error at once
    settings.put("group.initial.rebalance.delay.ms", "0");
    // How long a producer waits while its previous transaction is still being written. The default
    // of 20 ms is most of the latency of a short exactly-once transaction.
    settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
    return settings;
  }
}
