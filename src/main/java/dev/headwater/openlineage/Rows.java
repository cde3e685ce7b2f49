package dev.headwater.openlineage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The rows of a {@link Memory}: their keys and their form. A later version may add fields.
 *
 * <p>Jobs of a run are numbered. Keys: {@code f<job>} facts of a job and its run; {@code
 * i<job>/<dataset>} and {@code o<job>/<dataset>} what it said of an input or output; {@code
 * n<job>/<source>//<output>} that an output's facets name a source; {@code p<job>/<dataset>} that
 * other inputs may be sources of an output, {@code c<job>/<dataset>} that inputs which nobody names
 * may be (both of more outputs than necessary); {@code u<job>/<dataset>} that an input may be one
 * that nobody names, {@code a<job>/<alias>//<dataset>} that an input has another name; {@code
 * t/<dataset>} which events of ours were made of a dataset, {@code l/<dataset>//<id>} what has to
 * be repeated to retract one.
 */
final class Rows {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();
  static final byte[] NOTHING = {};
  static final String MADE = "t/";

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }

  private Rows() {}

  static String facts(int job) {
    return "f" + job;
  }

  static String inputs(int job) {
    return "i" + job + "/";
  }

  static String outputs(int job) {
    return "o" + job + "/";
  }

  static String naming(int job, DatasetName source) {
    return "n" + job + "/" + source.key() + "\0\0";
  }

  static String open(int job) {
    return "p" + job + "/";
  }

  static String named(int job) {
    return "c" + job + "/";
  }

  static String unnamed(int job) {
    return "u" + job + "/";
  }

  static String alias(int job, DatasetName alias) {
    return "a" + job + "/" + alias.key() + "\0\0";
  }

  /** All places of a job's datasets. */
  static List<String> datasets(int job) {
    return List.of(
        inputs(job),
        outputs(job),
        open(job),
        named(job),
        unnamed(job),
        "n" + job + "/",
        "a" + job + "/");
  }

  static String sent(DatasetName name, UUID id) {
    return "l/" + name.key() + "\0\0" + id;
  }

  static byte[] write(Object row) {
    try {
      return JSON.writeValueAsBytes(row);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  /** Reads what {@link #write} wrote; anything else is an {@link UncheckedIOException}. */
  static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException corrupt) {
      throw new UncheckedIOException("the state of an OpenLineage subject is unreadable", corrupt);
    }
  }

  static Statements statements(Memory memory, String key) {
    return memory.get(key).map(row -> read(row, Statements.class)).orElse(Statements.NONE);
  }
}
