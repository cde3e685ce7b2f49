package dev.headwater.codec.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.Seeds;
import dev.headwater.model.Asset;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RandomCommands;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/**
 * Shows that commands are decoded as they were encoded, that they are in as few packs as possible,
 * and that the bytes follow the schema. Uses random commands of every kind.
 */
class GraphCommandAvroTest {
  private static final GraphCommandAvro AVRO =
      new GraphCommandAvro(
          EventAvro::encode, EventAvro::decode, AlertAvro::encode, AlertAvro::decode);
  private static final Schema SCHEMA = GraphCommandAvro.schema();
  private static final long NOW = 1_790_000_000_000L;
  private static final Asset ASSET = Asset.parse("dataset:lab:d@1");

  private static List<byte[]> packs(List<CommandEnvelope> commands, int limitBytes) {
    List<byte[]> packs = new ArrayList<>();
    AVRO.encode(commands, NOW, limitBytes, (packed, pack) -> packs.add(pack));
    return packs;
  }

  @Test
  void everyKind_comesBack_inPacksOfAnySize() {
    Seeds.forEach(
        300,
        random -> assertPacksComeBack(RandomCommands.oneOfEachKind(random), limitBytes(random)));
  }

  @Test
  void packWithoutCommands_followsTheSchema_andHasNone() {
    byte[] pack = AVRO.encodeNothing("", NOW);

    assertThat(Rewritten.byAvro(pack, SCHEMA)).isEqualTo(pack);
    assertThat(AVRO.decode(pack, 0, SCHEMA, 0))
        .isEqualTo(new CommandBatch(List.of(), OptionalLong.of(NOW)));
  }

  /**
   * Returns a random size limit, often a boundary value. The packs then hold one command, all
   * commands, or something in between.
   */
  private static int limitBytes(Random random) {
    int[] bounds = {0, 1, 2, 19_999, 20_000};
    return random.nextInt(3) == 0
        ? bounds[random.nextInt(bounds.length)]
        : random.nextInt(random.nextBoolean() ? 1_000 : 20_001);
  }

  private static void assertPacksComeBack(List<CommandEnvelope> commands, int limitBytes) {
    List<CommandEnvelope> come = new ArrayList<>();
    AVRO.encode(
        commands,
        NOW,
        limitBytes,
        (packed, pack) -> {
          assertThat(packed).isEqualTo(commands.subList(come.size(), come.size() + packed.size()));
          CommandBatch read = AVRO.decode(pack, 0, SCHEMA, 0);
          assertThat(read.sentMillis()).hasValue(NOW);
          come.addAll(read.commands());
        });
    assertThat(come).isEqualTo(commands);
  }

  @Test
  void everyKind_isWrittenAsTheSchemaSays() {
    Seeds.forEach(
        300,
        RandomCommands::oneOfEachKind,
        commands -> {
          byte[] pack = packs(commands, Integer.MAX_VALUE).get(0);
          assertThat(Rewritten.byAvro(pack, SCHEMA)).isEqualTo(pack);
        });
  }

  @Test
  void packs_areAsFewAsTheLimitAllows() {
    CommandEnvelope sent = new CommandEnvelope(new GraphCommand.AssessOrigin(ASSET), 1);
    int eachBytes =
        packs(List.of(sent, sent), Integer.MAX_VALUE).get(0).length
            - packs(List.of(sent), Integer.MAX_VALUE).get(0).length;
    List<CommandEnvelope> commands = List.of(sent, sent, sent, sent, sent, sent, sent);
    assertThat(packs(commands, 3 * eachBytes)).hasSize(3);
    assertThat(packs(commands, 3 * eachBytes - 1)).hasSize(4);
    assertThat(packs(commands, 0)).hasSize(7);
    assertThat(packs(List.of(), 100)).isEmpty();
  }

  @Test
  void numbers_takeALittleOverAByteForEachField() {
    List<NumberRun> runs =
        LongStream.range(0, 1_000)
            .mapToObj(i -> new NumberRun(3 * i + 1, 3 * i + 2, Optional.empty()))
            .toList();
    CommandEnvelope sent =
        new CommandEnvelope(new GraphCommand.Arrived(new ProducerInstance("host-1-42"), runs), 1);
    assertThat(packs(List.of(sent), Integer.MAX_VALUE).get(0).length).isLessThan(3 * 1_000 + 100);
  }

  @Test
  void commandInNoPack_hasTheTimestampOfItsRecord() {
    AvroOutput out = new AvroOutput();
    GraphCommand command = new GraphCommand.AssessOrigin(ASSET);
    new CommandForms(
            SCHEMA.getField("body").schema(),
            new CommandForms.Contents(
                EventAvro::encode, EventAvro::decode, AlertAvro::encode, AlertAvro::decode))
        .write(out, command);
    assertThat(AVRO.decode(out.toBytes(), 0, SCHEMA, 17))
        .isEqualTo(
            new CommandBatch(List.of(new CommandEnvelope(command, 17)), OptionalLong.empty()));
  }

  @Test
  void whatIsNoCommand_isADefect() {
    byte[] pack =
        packs(List.of(new CommandEnvelope(new GraphCommand.AssessOrigin(ASSET), 1)), 0).get(0);
    byte[] cut = Arrays.copyOf(pack, pack.length - 1);
    assertThatThrownBy(() -> AVRO.decode(cut, 0, SCHEMA, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a command on the graph topic cannot be read");
    byte[] more = Arrays.copyOf(pack, pack.length + 1);
    assertThatThrownBy(() -> AVRO.decode(more, 0, SCHEMA, 0))
        .isInstanceOf(IllegalArgumentException.class);
    AvroOutput wrongTarget = new AvroOutput().text("job:lab:j").number(0).binary(new byte[0]);
    assertThatThrownBy(() -> AVRO.decode(wrongTarget.number(0).toBytes(), 0, SCHEMA, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("job:lab:j is no target of Admit");
  }

  @Test
  void generatedClasses_areOfTheSameSchemas() {
    assertThat(form(dev.headwater.avro.LineageEvent.getClassSchema()))
        .isEqualTo(form(EventAvro.schema()));
    assertThat(form(dev.headwater.avro.Alert.getClassSchema())).isEqualTo(form(AlertAvro.schema()));
    assertThat(form(dev.headwater.avro.AssetSummary.getClassSchema()))
        .isEqualTo(form(AssetSummaryAvro.schema()));
    assertThat(form(dev.headwater.avro.GraphCommand.getClassSchema())).isEqualTo(form(SCHEMA));
  }

  private static String form(Schema schema) {
    return SchemaNormalization.toParsingForm(schema);
  }
}
