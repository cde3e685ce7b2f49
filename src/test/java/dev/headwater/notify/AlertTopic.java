package dev.headwater.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of alerts on a real broker, with two partitions and a name of its own. */
final class AlertTopic {
  /** Short waits, so that tests take seconds. */
  static final Backoff QUICK =
      new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), new Random(1));

  private final String servers;
  private final String name = "alerts-" + UUID.randomUUID();
  private Function<Asset, Set<String>> owners = asset -> Set.of();

  AlertTopic(String servers) throws Exception {
    this.servers = servers;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(name, 2, (short) 1))).all().get();
    }
  }

  AlertTopic owned(Function<Asset, Set<String>> by) {
    owners = by;
    return this;
  }

  void write(Alert... alerts) {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (Alert alert : alerts) {
        producer.send(row(alert));
      }
    }
  }

  /** Writes in a transaction that is taken back. */
  void writeAndAbort(Alert alert) {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(row(alert));
      producer.flush();
      producer.abortTransaction();
    }
  }

  private ProducerRecord<byte[], byte[]> row(Alert alert) {
    return new ProducerRecord<>(name, alert.id().getBytes(UTF_8), AlertAvro.encode(alert));
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", servers);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A delivery of this topic's alerts; the caller starts and closes it. */
  AlertDelivery delivery(Routes routes) {
    return delivery(routes, this::consumer);
  }

  /** A delivery that commits nothing, like one that is killed before it could. */
  AlertDelivery forgetful(Routes routes) {
    return delivery(routes, this::forgetful);
  }

  private AlertDelivery delivery(
      Routes routes, Function<Map<String, Object>, Consumer<byte[], byte[]>> connect) {
    return new AlertDelivery(
        routes,
        new AlertDelivery.Feed(connect, name, name, AlertAvro::decode, owners),
        Clock.systemUTC(),
        QUICK);
  }

  private Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.put("bootstrap.servers", servers);
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @SuppressWarnings("unchecked")
  private Consumer<byte[], byte[]> forgetful(Map<String, Object> config) {
    Consumer<byte[], byte[]> real = consumer(config);
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            AlertTopic.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("commit") && !method.getName().equals("committed")) {
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
