package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import dev.headwater.model.command.Sent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a task tells of numbers arrives as it was told, in the packs in which all commands go. */
class ArrivalAvroTest {
  private static final ProducerInstance PRODUCER = new ProducerInstance("host-1-42-9f86d081");
  private static final int LIMIT_BYTES = 4_096;

  private final GraphCommandAvro avro = new GraphCommandAvro(event -> new byte[0], bytes -> null);

  @Property(tries = 200)
  void commands_comeBackAsTheyWere(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sent> sent =
        List.of(
            new Sent(arrived(random, random.nextInt(50)), 17),
            new Sent(new GraphCommand.Settle(Asset.parse("dataset:lab:d@1")), 18),
            new Sent(new GraphCommand.ReviewGaps(PRODUCER), 19));
    assertThat(passed(sent, Integer.MAX_VALUE)).isEqualTo(sent);
  }

  @Test
  void manyNumbers_makeSeveralPacks_ofALittleOverAByteForEachField() {
    List<Sent> sent =
        LongStream.range(0, 8).mapToObj(i -> new Sent(arrived(new Random(i), 400), i)).toList();
    List<byte[]> packs = new ArrayList<>();
    avro.encode(sent, LIMIT_BYTES, (first, pack) -> packs.add(pack));
    assertThat(packs.size()).isBetween(2, 8);
    assertThat(packs).allSatisfy(pack -> assertThat(pack.length).isLessThan(2 * LIMIT_BYTES));
    assertThat(passed(sent, LIMIT_BYTES)).isEqualTo(sent);
  }

  private List<Sent> passed(List<Sent> sent, int limitBytes) {
    List<Sent> come = new ArrayList<>();
    avro.encode(
        sent,
        limitBytes,
        (first, pack) ->
            come.addAll(avro.decode(ByteBuffer.wrap(pack), GraphCommandAvro.SCHEMA, 0)));
    return come;
  }

  private static GraphCommand arrived(Random random, int size) {
    List<NumberRun> runs = new ArrayList<>();
    long at = random.nextInt(1_000_000);
    for (int i = 0; i < size; i++) {
      long first = at + 2 + random.nextInt(30);
      at = first + random.nextInt(3);
      Optional<Job> job =
          random.nextInt(5) == 0
              ? Optional.empty()
              : Optional.of(new Job("s3://lake", "j" + random.nextInt(3)));
      runs.add(new NumberRun(first, at, job));
    }
    return new GraphCommand.Arrived(PRODUCER, runs);
  }
}
