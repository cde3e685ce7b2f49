package dev.headwater.notify;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where alerts can be sent. */
public sealed interface Receiver {
  /** How often a message that the receiver refuses is sent, unless the receiver says otherwise. */
  int ATTEMPTS = 10;

  /** How long an answer may take, unless the receiver says otherwise. */
  Duration TIMEOUT = Duration.ofSeconds(10);

  /** The name in the file of routes. */
  String name();

  /** What all receivers that speak HTTP have. */
  Connection connection();

  /**
   * How to reach a receiver.
   *
   * @param url http or https
   * @param tokenFile a file that holds a token for {@code Authorization: Bearer}
   * @param timeout from the beginning of a request to the end of its answer
   * @param attempts how often a message that the receiver refuses is sent before it is skipped
   */
  record Connection(URI url, Optional<Path> tokenFile, Duration timeout, int attempts) {}

  /**
   * An HTTP server that takes CloudEvents.
   *
   * @param secretFile a file that holds the secret for signatures
   */
  record Webhook(String name, Connection connection, Optional<Path> secretFile)
      implements Receiver {}

  /**
   * A Prometheus Alertmanager, version 2 of its API.
   *
   * @param connection with the URL that stands before {@code /api/v2/alerts}
   * @param repeat how often open alerts are sent again
   * @param expires how long Alertmanager keeps an alert that is no longer repeated
   */
  record Alertmanager(String name, Connection connection, Duration repeat, Duration expires)
      implements Receiver {
    /** How often open alerts are sent again, unless the receiver says otherwise. */
    public static final Duration REPEAT = Duration.ofMinutes(1);

    /** How long Alertmanager keeps an alert, unless the receiver says otherwise. */
    public static final Duration EXPIRES = Duration.ofHours(4);
  }
}
