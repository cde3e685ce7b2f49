package dev.headwater.bench.faults;

import dev.headwater.agreement.Agreement;
import dev.headwater.agreement.AlertTopic;
import dev.headwater.agreement.Summarized;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AssetSummaryDecoder;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Sequence;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Grace;
import dev.headwater.oracle.Oracle;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.GraphReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads everything that is committed at one moment, from the beginning of every topic, and finds
 * what is wrong with it. The moment must be one of rest.
 */
final class Verification {
  /** The data of one round that was read. */
  private static final class Seen {
    final List<Arrival> log = new ArrayList<>();
    final AlertTopic alerts = new AlertTopic();
    final Map<Asset, AssetSummary> summaries = new HashMap<>();
  }

  private final TopicNames topics = TopicNames.DEFAULT;
  private final String bootstrapServers;
  private final StreamCodec codec;
  private final SchemaRegistry registry;
  private final Grace grace;
  private final List<Round> rounds;
  private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private final AlertTopic told = new AlertTopic();
  private final AlertTopic numbered = new AlertTopic();
  private int alertRecords;
  private final List<String> differences = new ArrayList<>();

  /**
   * @param changelog the topic with the rows of the processors' state
   * @param rounds all rounds whose events were sent so far
   */
  Verification(
      String bootstrapServers,
      SchemaRegistry registry,
      String changelog,
      int partitions,
      Grace grace,
      List<Round> rounds) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.codec = new StreamCodec(registry::register, registry::schemaById, topics);
    this.grace = grace;
    this.rounds = rounds;
    rounds.forEach(round -> seen.put(round.namespace(), new Seen()));
    for (int p = 0; p < partitions; p++) {
      stores.add(Stores.inMemoryKeyValueStore(GraphTopology.STORE).get());
    }
    readEvents();
    readAlerts();
    readSummaries();
    read(changelog)
        .forEach(row -> stores.get(row.partition()).put(Bytes.wrap(row.key()), row.value()));
    readQuarantine();
  }

  /** The number of records in the alerts topic. */
  int alertRecords() {
    return alertRecords;
  }

  /** The number of different alerts. */
  int alertIds() {
    return told.compacted().size();
  }

  /**
   * What is wrong, one sentence each; empty if nothing is.
   *
   * @param checked the rounds that are compared with the oracle
   * @param accepted the ids of all events that the broker acknowledged
   * @param ofApi all alerts that the API returns
   */
  List<String> differences(Collection<Round> checked, Set<UUID> accepted, Collection<Alert> ofApi) {
    List<String> all = new ArrayList<>(differences);
    all.addAll(lost(accepted));
    all.addAll(told.differences(ofApi));
    all.addAll(missing(accepted.size()));
    for (Round round : checked) {
      Seen of = seen.get(round.namespace());
      Instant now = Instant.now();
      Oracle oracle = new Oracle(of.log, grace, now);
      all.addAll(
          Agreement.differences(
              oracle,
              round.history().universe(),
              asset ->
                  new GraphReader(
                      stores.get(Partitioning.partition(asset.key(), stores.size())), codec),
              of.alerts,
              now));
      all.addAll(Summarized.differences(oracle, of.summaries));
    }
    return all;
  }

  /** The oracle for the events of a round, as they hold now. */
  Oracle oracle(Round round) {
    return new Oracle(seen.get(round.namespace()).log, grace, Instant.now());
  }

  private List<String> lost(Set<UUID> accepted) {
    Set<UUID> lost = new HashSet<>(accepted);
    seen.values().forEach(of -> of.log.forEach(arrival -> lost.remove(arrival.event().eventId())));
    return lost.stream().map(id -> "event lost though it was accepted: " + id).toList();
  }

  /**
   * Checks the accounts of producer numbers. All events were numbered and have arrived, so nothing
   * may count as missing and no alert about missing events may be open.
   */
  private List<String> missing(int accepted) {
    List<String> wrong = new ArrayList<>(numbered.faults());
    long complete = 0;
    for (KeyValueStore<Bytes, byte[]> store : stores) {
      GraphReader rows = new GraphReader(store, codec);
      complete += rows.sequences("", 1).stream().mapToLong(Sequence::completeTo).sum();
      if (!rows.missing().equals(MissingEvents.NONE)) {
        wrong.add("events that have come count as missing: " + rows.missing());
      }
    }
    if (complete < accepted) {
      wrong.add("of " + accepted + " events that were numbered only " + complete + " are known");
    }
    numbered.compacted().stream()
        .filter(alert -> alert.status() == AlertStatus.OPEN)
        .forEach(alert -> wrong.add("alert about events that have come: " + alert));
    return wrong;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return CommittedTopic.read(bootstrapServers, topic);
  }

  private void readEvents() {
    for (ConsumerRecord<byte[], byte[]> row : read(topics.events())) {
      LineageEvent event = codec.decode(row.value());
      rounds.stream()
          .filter(round -> round.ids().contains(event.eventId()))
          .findFirst()
          .ifPresentOrElse(
              round ->
                  seen.get(round.namespace())
                      .log
                      .add(new Arrival(event, Instant.ofEpochMilli(row.timestamp()))),
              () -> differences.add("event that nobody sent: " + event));
    }
  }

  private void readAlerts() {
    AlertDecoder decoder = new AlertDecoder(registry::schemaById);
    for (ConsumerRecord<byte[], byte[]> row : read(topics.alerts())) {
      Alert alert = decoder.decode(row.value());
      alertRecords++;
      told.deliver(alert);
      if (alert.subject() instanceof Asset subject) {
        of(subject).alerts.deliver(alert);
      } else {
        numbered.deliver(alert);
      }
    }
  }

  private void readSummaries() {
    AssetSummaryDecoder decoder = new AssetSummaryDecoder(registry::schemaById);
    for (ConsumerRecord<byte[], byte[]> row : read(topics.assets())) {
      AssetSummary summary = decoder.decode(row.value());
      of(summary.asset()).summaries.put(summary.asset(), summary);
    }
  }

  private void readQuarantine() {
    for (ConsumerRecord<byte[], byte[]> row : read(topics.quarantine())) {
      Header reason = row.headers().lastHeader("headwater.reason");
      if (reason != null) { // a mark has none
        differences.add("in quarantine: " + new String(reason.value(), StandardCharsets.UTF_8));
      }
    }
  }

  private Seen of(Asset asset) {
    Seen of = seen.get(asset.namespace());
    if (of == null) {
      throw new IllegalStateException("nobody named " + asset);
    }
    return of;
  }
}
