package dev.headwater.bench.faults;

import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A history in a namespace of its own, so that its outcome can be computed and compared separately.
 *
 * @param namespace of all its assets
 * @param ids of all its events
 */
record Round(String namespace, History history, Set<UUID> ids) {
  /**
   * By this factor, waivers end sooner than in the history: most end at about minute 30 of a
   * history, here at about second 30.
   */
  private static final int HASTE = 60;

  private static final int OTHER_KEY_ONE_IN = 5;

  /** One record to be sent. */
  record Sending(UUID id, byte[] key, byte[] value) {}

  /**
   * Makes a round of a run.
   *
   * @param begin when the round begins; the ends of waivers depend on it
   */
  static Round of(long seed, int number, int events, Instant begin) {
    String namespace = "round-" + number;
    Histories.Place place =
        new Histories.Place(
            namespace, end -> begin.plus(Duration.between(History.START, end).dividedBy(HASTE)));
    History history = Histories.random(seed + number, events, events, place);
    Set<UUID> ids = new HashSet<>();
    history.log().forEach(arrival -> ids.add(arrival.event().eventId()));
    return new Round(namespace, history, ids);
  }

  /**
   * The records of the round, duplicates included. About one in {@value #OTHER_KEY_ONE_IN} has a
   * key other than the recommended one.
   */
  List<Sending> sendings(EventEncoder encoder) {
    Random random = new Random(~history.seed());
    List<Sending> sendings = new ArrayList<>();
    for (Arrival arrival : history.log()) {
      LineageEvent event = arrival.event();
      String key =
          random.nextInt(OTHER_KEY_ONE_IN) == 0 ? Long.toHexString(random.nextLong()) : event.key();
      sendings.add(
          new Sending(
              event.eventId(), key.getBytes(StandardCharsets.UTF_8), encoder.encode(event)));
    }
    return sendings;
  }
}
