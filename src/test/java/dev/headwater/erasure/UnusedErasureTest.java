package dev.headwater.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.backup.Part;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AlertEncoder;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Decision;
import dev.headwater.model.EventType;
import dev.headwater.model.Forgetting;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class UnusedErasureTest {
  private static final Instant SINCE = Instant.parse("2025-06-01T00:00:00Z");
  private static final Instant OLD = SINCE.minus(Duration.ofDays(30));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Asset FIRST = Asset.parse("dataset:lab:copy@1");

  private final List<String> schemas = new ArrayList<>();
  private final EventEncoder encoder = new EventEncoder(this::register, "events");
  private final EventDecoder decoder = new EventDecoder(schemas::get);
  private final AlertEncoder alertEncoder = new AlertEncoder(this::register, "alerts");

  private int register(String subject, String schema) {
    schemas.add(schema);
    return schemas.size() - 1;
  }

  private UnusedErasure erasure(Optional<Set<Asset>> decided) {
    return new UnusedErasure(
        new Selection.Unused(SINCE, "person:steward", "nobody needs it"),
        NOW,
        new AlertDecoder(schemas::get),
        decoder,
        encoder,
        decided);
  }

  private static LineageEvent event(Instant time, String type, String rest) {
    return EventJson.read(
        """
        {"eventId":"%s","eventTime":"%s","type":"%s","producer":"p",
         "job":{"namespace":"lab","name":"j"},"run":"r",%s}"""
            .formatted(UUID.randomUUID(), time, type, rest));
  }

  /** A version that is made of another dataset. */
  private static LineageEvent copy(int version, Instant time) {
    return event(
        time,
        "TRANSFORM",
        """
        "inputs":[{"asset":"dataset:lab:raw","records":7,"sha256":"ab"}],
        "outputs":[{"asset":"dataset:lab:copy@%d","records":5,"bytes":9,"sha256":"cd",
          "composition":[{"dimension":"language","unit":"records","method":"MEASURED",
                          "counts":{"en":4,"sw":1}}],"attributes":{"note":"a secret"}}],
        "agents":[{"id":"person:x","type":"PERSON","role":"COLLECTOR"}],
        "decisions":[{"id":"d","kind":"FILTER","question":"q","choice":"c","rationale":"because",
                      "decidedBy":["person:x"]}]"""
            .formatted(version));
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, Instant at, byte[] value) {
    return new ConsumerRecord<>(
        "t",
        3,
        17,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length(),
        value == null ? -1 : value.length,
        key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private ConsumerRecord<byte[], byte[]> record(LineageEvent event, Instant at) {
    return record(event.key(), at, encoder.encode(event));
  }

  private ConsumerRecord<byte[], byte[]> alert(Asset subject, boolean open) {
    AlertKey key = new AlertKey(subject, RuleName.UNKNOWN_ORIGIN, subject, "");
    Alert alert =
        new Alert(
            key.id(),
            RuleName.UNKNOWN_ORIGIN,
            Severity.WARNING,
            open ? AlertStatus.OPEN : AlertStatus.RESOLVED,
            subject,
            subject,
            List.of(),
            List.of(subject),
            OLD,
            open ? Optional.empty() : Optional.of(NOW),
            open ? Optional.empty() : Optional.of(Resolution.ORIGIN_KNOWN));
    return record(key.id(), OLD, alertEncoder.encode(alert));
  }

  /** Learns of a first version, of a newer one, and of the alerts. */
  @SafeVarargs
  private UnusedErasure learned(ConsumerRecord<byte[], byte[]>... alerts) {
    UnusedErasure erasure = erasure(Optional.empty());
    assertThat(erasure.learnsFrom()).containsExactly(Part.ALERTS, Part.QUARANTINE, Part.EVENTS);
    for (ConsumerRecord<byte[], byte[]> alert : alerts) {
      erasure.learn(Part.ALERTS, alert);
    }
    erasure.learn(Part.EVENTS, record(copy(1, OLD), OLD));
    erasure.learn(Part.EVENTS, record(copy(2, NOW), NOW));
    erasure.learn(Part.EVENTS, record("k", OLD, new byte[] {7}));
    erasure.learn(Part.EVENTS, record("k", OLD, null));
    return erasure;
  }

  @Test
  void namesSizesAndCompositionsStay_withTheDecisionThatTookTheRest() {
    UnusedErasure erasure = learned();
    assertThat(erasure.forgotten()).containsExactly(FIRST);
    LineageEvent before = copy(1, OLD);
    Outcome outcome = erasure.apply(Part.EVENTS, record(before, OLD));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ERASED);
    LineageEvent after = decoder.decode(outcome.value());
    assertThat(after.eventId()).isEqualTo(before.eventId());
    assertThat(after.eventTime()).isEqualTo(before.eventTime());
    assertThat(after.type()).isEqualTo(EventType.TRANSFORM);
    assertThat(after.inputsComplete()).isEqualTo(Completeness.INCOMPLETE);
    assertThat(after.inputs())
        .containsExactly(Input.of(Asset.parse("dataset:lab:raw"), Role.REFERENCE));
    assertThat(after.outputs().get(0).composition())
        .isEqualTo(before.outputs().get(0).composition());
    assertThat(after.outputs().get(0).records()).hasValue(5);
    assertThat(after.decisions()).extracting(Decision::id).containsExactly(Forgetting.DECISION);
    assertThat(after.decisions().get(0).decidedAt()).hasValue(NOW);
    assertThat(after.agents().get(0).id()).isEqualTo("person:steward");
    assertThat(EventJson.write(after).toString())
        .doesNotContain("secret", "because", "person:x", "\"ab\"");
    assertThat(erasure.apply(Part.EVENTS, record(after, OLD)).kind())
        .as("a second time")
        .isEqualTo(Outcome.Kind.UNCHANGED);
  }

  @Test
  void whatCameAfterTheChoice_staysWhole() {
    UnusedErasure erasure = learned();
    assertThat(erasure.apply(Part.EVENTS, record(copy(1, OLD), SINCE)).kind())
        .as("an old event that arrives late")
        .isEqualTo(Outcome.Kind.UNCHANGED);
    assertThat(erasure.apply(Part.EVENTS, record(copy(1, SINCE), OLD)).kind())
        .as("an event of a later time")
        .isEqualTo(Outcome.Kind.UNCHANGED);
  }

  @Test
  void otherRecords_stay() {
    UnusedErasure erasure = learned();
    assertThat(erasure.parts()).containsExactlyInAnyOrder(Part.EVENTS, Part.QUARANTINE);
    for (Part part : Part.values()) {
      for (byte[] value : new byte[][] {null, {7}, encoder.encode(copy(2, OLD))}) {
        Outcome outcome = erasure.apply(part, record("k", OLD, value));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        assertThat(outcome.value()).isEqualTo(value);
      }
    }
    assertThat(erasure.apply(Part.QUARANTINE, record(copy(1, OLD), OLD)).kind())
        .isEqualTo(Outcome.Kind.UNCHANGED);
  }

  @Test
  void openAlert_keepsItsAssets_andWhatIsMadeOfThem() {
    Asset raw = Asset.parse("dataset:lab:raw");
    assertThat(learned(alert(FIRST, true)).forgotten()).isEmpty();
    assertThat(learned(alert(raw, true)).forgotten()).isEmpty();
    assertThat(learned(alert(FIRST, false)).forgotten()).containsExactly(FIRST);
    assertThat(learned(alert(FIRST, true), alert(FIRST, false)).forgotten()).containsExactly(FIRST);
    assertThat(learned(alert(FIRST, false), alert(FIRST, true)).forgotten()).isEmpty();
    String id = new String(alert(FIRST, true).key(), UTF_8);
    assertThat(learned(alert(FIRST, true), record(id, OLD, null)).forgotten())
        .containsExactly(FIRST);
  }

  @Test
  void eventInQuarantine_mayBeSentAgain() {
    UnusedErasure erasure = learned();
    LineageEvent use =
        event(
            OLD,
            "TRANSFORM",
            "\"inputs\":[{\"asset\":\"dataset:lab:copy@1\"}],"
                + "\"outputs\":[{\"asset\":\"dataset:lab:made\"}]");
    erasure.learn(Part.QUARANTINE, record(use, NOW));
    assertThat(erasure.forgotten()).isEmpty();
  }

  @Test
  void versionThatIsOnlyInQuarantine_isNotTheLastOfItsName() {
    UnusedErasure erasure = erasure(Optional.empty());
    erasure.learn(Part.QUARANTINE, record(copy(9, NOW), NOW));
    erasure.learn(Part.EVENTS, record(copy(1, OLD), OLD));
    assertThat(erasure.forgotten()).isEmpty();
  }

  @Test
  void retractedOrDocumentedOldVersion_isNotTheLastOfItsName() {
    LineageEvent first = copy(1, OLD);
    LineageEvent second = copy(2, OLD.plusSeconds(1));
    UnusedErasure erasure = erasure(Optional.empty());
    for (LineageEvent event :
        List.of(
            first,
            second,
            event(
                OLD.plusSeconds(2),
                "RETRACT",
                "\"outputs\":[{\"asset\":\"%s\"}],\"retract\":{\"event\":\"%s\",\"reason\":\"r\"}"
                    .formatted(FIRST, first.eventId())),
            event(OLD.plusSeconds(3), "DOCUMENT", "\"document\":{\"target\":\"" + FIRST + "\"}"))) {
      erasure.learn(Part.EVENTS, record(event, OLD));
    }
    assertThat(erasure.forgotten()).containsExactly(FIRST);
  }

  @Test
  void decisionOfAClient_withTheSameId_goes() {
    UnusedErasure erasure = learned();
    LineageEvent forged =
        event(
            OLD,
            "TRANSFORM",
            """
            "outputs":[{"asset":"%s"}],"agents":[{"id":"person:x","type":"PERSON","role":"R"}],
            "decisions":[{"id":"headwater:forgotten","kind":"FILTER","question":"q","choice":"c",
                          "rationale":"a secret","decidedBy":["person:x"]}]"""
                .formatted(FIRST));
    LineageEvent after = decoder.decode(erasure.apply(Part.EVENTS, record(forged, OLD)).value());
    assertThat(EventJson.write(after).toString()).doesNotContain("secret", "person:x");
  }

  @Test
  void recordsThatCannotBeRead_areCounted() {
    assertThat(learned().unreadable()).isEqualTo(2);
  }

  @Test
  void choiceThatWasInterrupted_isMadeAnew() {
    Asset other = Asset.parse("dataset:lab:other@1");
    Journal journal = new Journal("journal");
    journal.versions(Set.of(FIRST, other)).forEach(journal::committed);
    assertThat(journal.versions()).containsExactly(FIRST, other);
    journal.versions(Set.of(other)).forEach(journal::committed);
    assertThat(journal.versions()).containsExactly(other);
  }

  @Test
  void linesOfManyVersions_fitIntoRecords() {
    Set<Asset> many = new TreeSet<>();
    for (int version = 0; version < 3_000; version++) {
      many.add(Asset.parse("dataset:lab:" + "n".repeat(400) + "@" + version));
    }
    Journal journal = new Journal("journal");
    journal
        .versions(many)
        .forEach(
            line -> {
              assertThat(line.value().length).isLessThan(400_000);
              journal.committed(line);
            });
    assertThat(journal.versions()).isEqualTo(many);
  }

  @Test
  void alertThatCannotBeRead_isNamed() {
    assertThatThrownBy(() -> learned(record("k", OLD, new byte[] {7})))
        .isInstanceOf(ErasureException.class)
        .hasMessageContaining("partition 3, offset 17");
  }

  @Test
  void choiceOfAnEarlierRun_isNotMadeAgain() {
    Asset other = Asset.parse("dataset:lab:other@1");
    UnusedErasure erasure = erasure(Optional.of(Set.of(other)));
    assertThat(erasure.learnsFrom()).isEmpty();
    assertThat(erasure.forgotten()).containsExactly(other);
    assertThat(erasure.apply(Part.EVENTS, record(copy(1, OLD), OLD)).kind())
        .isEqualTo(Outcome.Kind.UNCHANGED);
  }
}
