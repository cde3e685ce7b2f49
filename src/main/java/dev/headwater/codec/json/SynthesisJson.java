package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes synthesis records, including parts that are withheld or not applicable. */
final class SynthesisJson {
  private static final String WITHHELD = "withheld";
  private static final String NOT_APPLICABLE = "notApplicable";
  private static final List<String> REASONS = List.of(WITHHELD, NOT_APPLICABLE);
  private static final List<String> SYNTHESIZE =
      List.of(
          "kind",
          "generators",
          "seed",
          "prompts",
          "parameters",
          "requested",
          "kept",
          "filters",
          "terms",
          "purpose");
  private static final List<String> GENERATOR = List.of("provider", "model", "revision");
  private static final List<String> PROMPT = List.of("role", "template", "sha256", "uri");

  private SynthesisJson() {}

  static Synthesize read(JsonNode node) {
    return JsonReader.read(
        node,
        SYNTHESIZE,
        synthesize ->
            new Synthesize(
                synthesize.optionalSpelled(
                    "kind", kind -> JsonReader.symbol(kind, SynthesisKind.class)),
                stated(synthesize, "generators", SynthesisJson::generator),
                synthesize.optional("seed", SynthesisJson::seed),
                stated(synthesize, "prompts", SynthesisJson::prompt),
                parameters(synthesize),
                synthesize.whole("requested"),
                synthesize.whole("kept"),
                synthesize.texts("filters"),
                synthesize.text("terms"),
                synthesize.text("purpose")));
  }

  static ObjectNode write(Synthesize synthesize) {
    JsonWriter writer = new JsonWriter().symbol("kind", synthesize.kind());
    write(
        writer,
        "generators",
        synthesize.generators(),
        generators -> writer.list("generators", generators, SynthesisJson::write));
    synthesize.seed().ifPresent(seed -> write(writer, "seed", seed, given -> writer));
    write(
        writer,
        "prompts",
        synthesize.prompts(),
        prompts -> writer.list("prompts", prompts, SynthesisJson::write));
    write(
        writer,
        "parameters",
        synthesize.parameters(),
        parameters -> writer.map("parameters", parameters, JsonWriter::text));
    return writer
        .whole("requested", synthesize.requested())
        .whole("kept", synthesize.kept())
        .texts("filters", synthesize.filters())
        .text("terms", synthesize.terms())
        .text("purpose", synthesize.purpose())
        .object();
  }

  private static <T> void write(
      JsonWriter writer, String field, Stated<T> stated, Function<T, JsonWriter> writeGiven) {
    if (stated instanceof Stated.Given<T> given) {
      writeGiven.apply(given.value());
    } else if (stated instanceof Stated.Withheld<T> withheld) {
      writer.value(field, new JsonWriter().text(WITHHELD, withheld.reason()).object());
    } else if (stated instanceof Stated.NotApplicable<T> none) {
      writer.value(field, new JsonWriter().text(NOT_APPLICABLE, none.reason()).object());
    }
  }

  /** Reads an array, or an object that says why there is none. */
  private static <T> Stated<List<T>> stated(
      JsonReader synthesize, String field, Function<JsonNode, T> read) {
    Stated<List<T>> nothing = new Stated.Given<>(List.of());
    return synthesize.value(
        field,
        node -> node.isObject() ? reason(node) : new Stated.Given<>(JsonReader.items(node, read)),
        nothing,
        nothing);
  }

  private static Stated<List<Input>> seed(JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidException(
          "",
          "must be {\"withheld\": reason} or {\"notApplicable\": reason}; seeds proper are inputs"
              + " of role SEED");
    }
    return reason(node);
  }

  /**
   * Reads texts by name, or an object that says why there are none, under one of two reserved
   * names.
   */
  private static Stated<SortedMap<String, String>> parameters(JsonReader synthesize) {
    Stated<SortedMap<String, String>> nothing = new Stated.Given<>(new TreeMap<>());
    return synthesize.value(
        "parameters",
        node ->
            node.has(WITHHELD) || node.has(NOT_APPLICABLE)
                ? reason(node)
                : new Stated.Given<>(JsonReader.entries(node, JsonReader::text)),
        nothing,
        nothing);
  }

  private static <T> Stated<T> reason(JsonNode node) {
    return JsonReader.read(node, REASONS, SynthesisJson::reason);
  }

  private static <T> Stated<T> reason(JsonReader reason) {
    boolean withheld = reason.get(WITHHELD) != null;
    boolean none = reason.get(NOT_APPLICABLE) != null;
    if (withheld == none) {
      throw new InvalidException(
          "", "must be a value, {\"withheld\": reason} or {\"notApplicable\": reason}");
    }
    return withheld
        ? new Stated.Withheld<>(reason.text(WITHHELD))
        : new Stated.NotApplicable<>(reason.text(NOT_APPLICABLE));
  }

  private static Generator generator(JsonNode node) {
    return JsonReader.read(
        node,
        GENERATOR,
        generator ->
            new Generator(
                generator.text("provider"), generator.text("model"), generator.text("revision")));
  }

  private static ObjectNode write(Generator generator) {
    return new JsonWriter()
        .text("provider", generator.provider())
        .text("model", generator.model())
        .text("revision", generator.revision())
        .object();
  }

  private static Prompt prompt(JsonNode node) {
    return JsonReader.read(
        node,
        PROMPT,
        prompt ->
            new Prompt(
                prompt.text("role"),
                prompt.text("template"),
                prompt.text("sha256"),
                prompt.text("uri")));
  }

  private static ObjectNode write(Prompt prompt) {
    return new JsonWriter()
        .text("role", prompt.role())
        .text("template", prompt.template())
        .text("sha256", prompt.sha256())
        .text("uri", prompt.uri())
        .object();
  }
}
