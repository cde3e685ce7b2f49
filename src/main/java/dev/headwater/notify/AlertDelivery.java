package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** Sends alerts to all receivers of all routes, from {@link #start} to {@link #close}. */
public final class AlertDelivery implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int MIN_SECRET = 16;
  private static final int MAX_ROWS = 100;
  private static final int FETCH_BYTES = 2 * 1024 * 1024;
  private static final int PARTITION_BYTES = 256 * 1024;

  /** Another instance takes over within this time when one is killed. */
  private static final int SESSION_MILLIS = 15_000;

  private final String groupPrefix;
  private final List<Line> lines = new ArrayList<>();
  private final Map<LineName, LineCounts> counts = new HashMap<>();

  /** The name of a line: its route and its receiver. */
  public record LineName(String route, String receiver) {}

  /**
   * Where the alerts come from.
   *
   * @param connect creates a consumer with these settings, which reads committed records and
   *     commits nothing by itself
   * @param topic of the alerts
   * @param groupPrefix the beginning of the names of the consumer groups
   * @param decoder decodes values, as {@link dev.headwater.codec.wire.AlertDecoder} does
   * @param owners the ids of an asset's owners; throws if they cannot be known now
   */
  public record Feed(
      Function<Map<String, Object>, Consumer<byte[], byte[]>> connect,
      String topic,
      String groupPrefix,
      Function<byte[], Alert> decoder,
      Function<Asset, Set<String>> owners) {}

  /**
   * @throws IllegalArgumentException if a file with a secret cannot be used; the message names it
   */
  public AlertDelivery(Routes routes, Feed feed, Clock clock) {
    this(routes, feed, clock, new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault()));
  }

  AlertDelivery(Routes routes, Feed feed, Clock clock, Backoff backoff) {
    this.groupPrefix = feed.groupPrefix();
    if (routes.routes().isEmpty()) {
      return; // A client has a thread, even without a request.
    }
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    Owners owners = new Owners(feed.owners(), System::nanoTime);
    for (Route route : routes.routes()) {
      for (Receiver receiver : route.receivers()) {
        LineName name = new LineName(route.name(), receiver.name());
        LineCounts counted = new LineCounts();
        counts.put(name, counted);
        lines.add(
            new Line(
                new Line.Parts(
                    name.route() + "/" + name.receiver(),
                    route.filter(),
                    () -> feed.connect().apply(consumer(name, route.every().isPresent())),
                    feed.topic(),
                    feed.decoder(),
                    owners,
                    outlets(routes.source(), route, receiver, owners, counted, clock),
                    new Courier(
                        "receiver " + receiver.name() + " of route " + route.name(),
                        post(client, receiver, clock),
                        receiver.connection().attempts(),
                        backoff,
                        counted,
                        clock),
                    receiver.connection().timeout(),
                    counted,
                    clock)));
      }
    }
  }

  /**
   * Reads the files with secrets, without sending anything.
   *
   * @throws IllegalArgumentException if one of them cannot be used; the message names it
   */
  public static void requireSecrets(Routes routes) {
    for (Route route : routes.routes()) {
      for (Receiver receiver : route.receivers()) {
        token(receiver);
        secret(receiver);
      }
    }
  }

  private static Optional<SecretFile> token(Receiver receiver) {
    return receiver.connection().tokenFile().map(file -> new SecretFile(file, 1));
  }

  private static Optional<SecretFile> secret(Receiver receiver) {
    return receiver instanceof Receiver.Webhook webhook
        ? webhook.secretFile().map(file -> new SecretFile(file, MIN_SECRET))
        : Optional.empty();
  }

  private Map<String, Object> consumer(LineName name, boolean isDigest) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group(name));
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, group(name));
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        (isDigest ? WholeTopicAssignor.class : CooperativeStickyAssignor.class).getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_ROWS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_BYTES);
    return config;
  }

  /** The consumer group of a line. */
  public String group(LineName line) {
    return groupPrefix + "." + line.route() + "." + line.receiver();
  }

  private static HttpPost post(HttpClient client, Receiver receiver, Clock clock) {
    Receiver.Connection connection = receiver.connection();
    URI url = connection.url();
    if (receiver instanceof Receiver.Alertmanager) {
      url = URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    }
    return new HttpPost(
        client, url, connection.timeout(), token(receiver), secret(receiver), clock);
  }

  private static Supplier<Outlet> outlets(
      URI source, Route route, Receiver receiver, Owners owners, LineCounts counts, Clock clock) {
    CloudEvents events = new CloudEvents(source);
    if (receiver instanceof Receiver.Alertmanager manager) {
      return () ->
          new AlertmanagerOutlet(
              manager.repeat(), manager.expires(), owners, counts.notRepeated(), clock);
    }
    return route
        .every()
        .<Supplier<Outlet>>map(
            every -> () -> new Digest(route.name(), every, events, clock.instant()))
        .orElse(() -> new EachAlert(events));
  }

  /** Starts all lines; does not wait for Kafka. */
  public void start() {
    lines.forEach(Line::start);
  }

  /** What each line has done so far. */
  public Map<LineName, LineCounts> counts() {
    return Map.copyOf(counts);
  }

  /** Stops all lines at the same time, and waits a few seconds for each at most. */
  @Override
  public void close() {
    lines.forEach(Line::stop);
    lines.forEach(Line::close);
  }
}
