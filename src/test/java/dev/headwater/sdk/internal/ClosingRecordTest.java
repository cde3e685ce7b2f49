package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows what a closing record is made of, and that it does not depend on the event before it. */
class ClosingRecordTest {

  private static final Job JOB = new Job("pipelines", "nightly");

  private static byte[] event(int outputs) {
    List<Output> all = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      all.add(Output.of(Asset.of(AssetKind.DATASET, "lab", "x".repeat(200) + i, "1")));
    }
    return EventAvro.encode(
        LineageEvent.builder(EventType.INGEST)
            .eventId(UUID.randomUUID())
            .eventTime(Instant.now())
            .producer("https://git.example/x@1")
            .job(JOB)
            .run("r1")
            .outputs(all)
            .build());
  }

  @Test
  void closing_isAnEventThatConcernsNothing_andNamesTheJob() {
    QueuedEvent closing = ClosingRecord.of("host-1", 7, new byte[] {1}, event(1));

    LineageEvent event = EventAvro.decode(closing.avro());
    assertThat(closing.isClosing()).isTrue();
    assertThat(closing.producer()).isEqualTo("host-1");
    assertThat(closing.sequence()).isEqualTo(8);
    assertThat(closing.key()).isEqualTo(event.key().getBytes(StandardCharsets.UTF_8));
    assertThat(event.type()).isEqualTo(EventType.RETRACT);
    assertThat(event.job()).isEqualTo(JOB);
    assertThat(event.inputs()).isEmpty();
    assertThat(event.outputs()).isEmpty();
    assertThat(event.retract().orElseThrow().event()).isNotEqualTo(event.eventId());
  }

  @Test
  void closing_isSmall_whateverTheEventIsLike() {
    byte[] large = event(1_000);
    assertThat(large).hasSizeGreaterThan(200_000);

    assertThat(ClosingRecord.of("host-1", 7, new byte[0], large).avro()).hasSizeLessThan(500);
  }

  @Test
  void closing_sentAgain_isTheSameEvent() {
    UUID first = id(ClosingRecord.of("host-1", 7, JOB));

    assertThat(id(ClosingRecord.of("host-1", 7, JOB))).isEqualTo(first);
    assertThat(id(ClosingRecord.of("host-1", 8, JOB))).isNotEqualTo(first);
    assertThat(id(ClosingRecord.of("host-2", 7, JOB))).isNotEqualTo(first);
  }

  @Test
  void anEventThatCannotBeRead_isRepeatedAsItIs() {
    byte[] strange = {1, 2, 3};

    QueuedEvent closing = ClosingRecord.of("host-1", 7, new byte[] {1}, strange);

    assertThat(closing.sequence()).isEqualTo(8);
    assertThat(closing.isClosing()).isTrue();
    assertThat(closing.avro()).isEqualTo(strange);
  }

  private static UUID id(QueuedEvent closing) {
    return EventAvro.decode(closing.avro()).eventId();
  }
}
