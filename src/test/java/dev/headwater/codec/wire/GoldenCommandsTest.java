package dev.headwater.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.GraphCommandAvro;
import dev.headwater.codec.json.Json;
import dev.headwater.model.RandomCommands;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records of the graph topic as released versions wrote them, kept in files. During a rolling
 * update two versions exchange commands, and a command that was written before an update is read
 * after it.
 *
 * <p>If {@link #theLatestFormat_isWritten} fails, the format of a command has changed. Let {@code
 * -Dtest=GoldenCommandsTest -Dgolden=write} add a file with the new format, and keep the older
 * files: this version has to read them for as long as a rolling update from their versions is
 * supported. The same command writes down anew how the older records are read, for a change of the
 * model alone; their bytes stay. Check that difference by eye.
 */
class GoldenCommandsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String PREFIX = "commands-";
  private static final long SENT = 1_790_000_000_000L;
  private static final HexFormat HEX = HexFormat.of();
  private static final int EVENTS = 1;
  private static final int ALERTS = 2;
  private static final int COMMANDS = 3;

  /**
   * One file.
   *
   * @param schemas by id: of the events and alerts inside commands, and of the commands
   * @param records the values of records, one command each
   * @param texts what each record says
   */
  private record Golden(Map<Integer, String> schemas, List<byte[]> records, List<String> texts) {

    static Golden read(Path file) throws IOException {
      List<String> lines = Files.readAllLines(file);
      List<byte[]> records = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (String line : lines.subList(COMMANDS, lines.size())) {
        int space = line.indexOf(' ');
        records.add(HEX.parseHex(line.substring(0, space)));
        texts.add(line.substring(space + 1));
      }
      Map<Integer, String> schemas =
          Map.of(EVENTS, lines.get(0), ALERTS, lines.get(1), COMMANDS, lines.get(2));
      return new Golden(schemas, records, texts);
    }

    void write(Path file) throws IOException {
      List<String> lines = new ArrayList<>();
      for (int id = EVENTS; id <= COMMANDS; id++) {
        lines.add(schemas.get(id));
      }
      for (int i = 0; i < records.size(); i++) {
        lines.add(HEX.formatHex(records.get(i)) + " " + texts.get(i));
      }
      Files.write(file, lines);
    }
  }

  private static Map<Integer, String> schemasOfThisVersion() {
    return Map.of(
        EVENTS, EventAvro.schema().toString(),
        ALERTS, AlertAvro.schema().toString(),
        COMMANDS, GraphCommandAvro.schemaJson());
  }

  /** A codec of this version, with a registry that holds these schemas. */
  private static CommandCodec codec(Map<Integer, String> schemas) {
    SchemaRegistration ids =
        (subject, schema) ->
            switch (subject) {
              case "events-value" -> EVENTS;
              case "alerts-value" -> ALERTS;
              default -> COMMANDS;
            };
    return new CommandCodec(
        ids,
        schemas::get,
        "graph",
        new EventEncoder(ids, "events"),
        new EventDecoder(schemas::get),
        new AlertEncoder(ids, "alerts"),
        new AlertDecoder(schemas::get));
  }

  private static byte[] encoded(CommandCodec codec, CommandEnvelope command) {
    List<byte[]> records = new ArrayList<>();
    codec.encode(List.of(command), SENT, (packed, record) -> records.add(record));
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static String text(CommandBatch batch) {
    return batch.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String kind(CommandBatch batch) {
    return batch.commands().get(0).command().getClass().getSimpleName();
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .sorted(Comparator.comparing(GoldenCommandsTest::number))
          .toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
  }

  private static Path latest() throws IOException {
    List<Path> files = files();
    return files.get(files.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFormat_isReadAsItWasMeant(Path file) throws IOException {
    Golden golden = Golden.read(file);
    CommandCodec codec = codec(golden.schemas());
    List<String> found = new ArrayList<>();
    golden.records().forEach(record -> found.add(text(codec.decode(record, 0))));
    assertThat(found).as("%s", file).isEqualTo(golden.texts());
  }

  @Test
  void theLatestFormat_isWritten() throws IOException {
    if (System.getProperty("golden", "").equals("write")) {
      add();
    }
    Golden golden = Golden.read(latest());
    CommandCodec writer = codec(schemasOfThisVersion());
    CommandCodec reader = codec(golden.schemas());
    Set<String> kinds = new TreeSet<>();
    for (byte[] record : golden.records()) {
      CommandBatch batch = reader.decode(record, 0);
      kinds.add(kind(batch));
      assertThat(HEX.formatHex(encoded(writer, batch.commands().get(0))))
          .as("the format of %s has changed; see the Javadoc of this test", kind(batch))
          .isEqualTo(HEX.formatHex(record));
    }
    Set<String> all = new TreeSet<>();
    RandomCommands.oneOfEachKind(new Random(0))
        .forEach(one -> all.add(one.command().getClass().getSimpleName()));
    assertThat(kinds).as("no kind of command is missing").isEqualTo(all);
    assertThat(forms(golden.schemas()))
        .as("a schema has changed; see the Javadoc of this test")
        .isEqualTo(forms(schemasOfThisVersion()));
  }

  /** During a rolling update, a later version may send a kind of command that this one lacks. */
  @Test
  void aKindOfALaterVersion_isRefused_andNotSkipped() throws IOException {
    ObjectNode later = (ObjectNode) Json.parse(GraphCommandAvro.schemaJson());
    ArrayNode kinds =
        StreamSupport.stream(later.path("fields").spliterator(), false)
            .filter(field -> field.path("name").asText().equals("body"))
            .map(field -> (ArrayNode) field.path("type"))
            .findFirst()
            .orElseThrow();
    kinds.add(Json.parse("{\"type\":\"record\",\"name\":\"LaterCommand\",\"fields\":[]}"));
    Map<Integer, String> schemas = new HashMap<>(schemasOfThisVersion());
    schemas.put(COMMANDS, later.toString());
    Schema schema = new Schema.Parser().parse(later.toString());
    Schema body = schema.getField("body").schema();
    GenericRecord unknown = command(schema, "LaterCommand");
    GenericRecord packed = new GenericData.Record(items(body));
    packed.put("causeMillis", SENT);
    packed.put("command", unknown);
    packed.put("delayMillis", 0L);
    GenericRecord pack = command(schema, "PackCommand");
    GenericRecord content = (GenericRecord) pack.get("body");
    content.put("commands", List.of(packed));
    content.put("sentMillis", SENT);

    CommandCodec codec = codec(schemas);
    for (GenericRecord sent : List.of(unknown, pack)) {
      byte[] record = WireFormat.frame(COMMANDS, binary(sent));
      assertThatThrownBy(() -> codec.decode(record, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .rootCause()
          .hasMessageContaining("Found dev.headwater.avro.LaterCommand, expecting union");
    }
    Golden golden = Golden.read(latest());
    List<String> found = new ArrayList<>();
    golden.records().forEach(known -> found.add(text(codec.decode(known, 0))));
    assertThat(found).as("what both versions know").isEqualTo(golden.texts());
  }

  /** An unknown symbol must not be read as one that is known: an edge would lose its worth. */
  @Test
  void aSymbolOfALaterVersion_isRefused() throws IOException {
    String schema =
        GraphCommandAvro.schemaJson().replace("\"CARRYING\"]", "\"CARRYING\",\"LATER\"]");
    Schema later = new Schema.Parser().parse(schema);
    GenericRecord command = command(later, "SetEdgeCommand");
    GenericRecord content = (GenericRecord) command.get("body");
    content.put("to", "dataset:lab:e@1");
    content.put("revision", 1L);
    Schema worth = content.getSchema().getField("kind").schema();
    content.put("kind", new GenericData.EnumSymbol(worth, "LATER"));
    Map<Integer, String> schemas = new HashMap<>(schemasOfThisVersion());
    schemas.put(COMMANDS, schema);

    byte[] record = WireFormat.frame(COMMANDS, binary(command));

    assertThatThrownBy(() -> codec(schemas).decode(record, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("LATER");
    content.put("kind", new GenericData.EnumSymbol(worth, "INFERRED"));
    assertThat(kind(codec(schemas).decode(WireFormat.frame(COMMANDS, binary(command)), 0)))
        .isEqualTo("SetEdge");
  }

  /** A command of a kind, outside of a pack; its fields are still to be set. */
  private static GenericRecord command(Schema schema, String kind) {
    GenericRecord command = new GenericData.Record(schema);
    command.put("target", "dataset:lab:d@1");
    command.put("body", new GenericData.Record(branch(schema.getField("body").schema(), kind)));
    return command;
  }

  private static Schema branch(Schema union, String name) {
    return union.getTypes().stream()
        .filter(branch -> branch.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The schema of a command in a pack. */
  private static Schema items(Schema body) {
    return branch(body, "PackCommand").getField("commands").schema().getElementType();
  }

  private static byte[] binary(GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }

  /** The schemas without their descriptions. */
  private static Map<Integer, String> forms(Map<Integer, String> schemas) {
    Map<Integer, String> forms = new HashMap<>();
    schemas.forEach(
        (id, schema) ->
            forms.put(id, SchemaNormalization.toParsingForm(new Schema.Parser().parse(schema))));
    return forms;
  }

  /** Adds a file with the format of this version, and writes down how the older ones are read. */
  private static void add() throws IOException {
    for (Path file : files()) {
      Golden older = Golden.read(file);
      CommandCodec reader = codec(older.schemas());
      List<String> read =
          older.records().stream().map(record -> text(reader.decode(record, 0))).toList();
      new Golden(older.schemas(), older.records(), read).write(file);
    }
    Map<Integer, String> schemas = schemasOfThisVersion();
    CommandCodec codec = codec(schemas);
    List<byte[]> records = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (CommandEnvelope command : RandomCommands.oneOfEachKind(new Random(8))) {
      byte[] record = encoded(codec, command);
      records.add(record);
      texts.add(text(codec.decode(record, 0)));
    }
    int next = files().stream().mapToInt(GoldenCommandsTest::number).max().orElse(0) + 1;
    new Golden(schemas, records, texts).write(FOLDER.resolve(PREFIX + next + ".txt"));
  }
}
