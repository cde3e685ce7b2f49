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
 * The keys and formats of the rows of a {@link Memory}. A later version may add fields.
 *
 * <p>The jobs of a run are numbered. The keys:
 *
 * <ul>
 *   <li>{@code f<job>}: statements on a job and its run.
 *   <li>{@code i<job>/<dataset>} and {@code o<job>/<dataset>}: what the job said of an input or an
 *       output.
 *   <li>{@code n<job>/<source>//<output>}: an output's facets name a source.
 *   <li>{@code p<job>/<dataset>}: every input may be a source of this output ({@link
 *       Sources.Extent#OPEN}). There may be more of these rows than necessary.
 *   <li>{@code c<job>/<dataset>}: inputs that no facet names may be sources of this output ({@link
 *       Sources.Extent#NAMED}). There may be more of these rows than necessary.
 *   <li>{@code u<job>/<dataset>}: this input may be one that no facet names.
 *   <li>{@code a<job>/<alias>//<dataset>}: an input has another name.
 *   <li>{@code t/<dataset>}: which Headwater events were made of a dataset.
 *   <li>{@code l/<dataset>//<id>}: what the retraction of an event has to repeat.
 * </ul>
 *
 * <p>The two slashes stand for two NULs.
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

  /** The key prefixes of all rows on a job's datasets. */
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

  /** Reads what {@link #write} wrote. Throws {@link UncheckedIOException} for anything else. */
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
