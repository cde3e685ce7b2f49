package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.Places;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Synthesis records, with parts that are withheld or not applicable. */
final class SynthesisJson {
  private static final String WITHHELD = "withheld";
  private static final String NOT_APPLICABLE = "notApplicable";
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
    JsonReader synthesize = JsonReader.of(node, SYNTHESIZE);
    return new Synthesize(
        Optional.ofNullable(synthesize.symbol("kind", SynthesisKind.class)),
        stated(
            synthesize,
            "generators",
            () -> synthesize.list("generators", SynthesisJson::generator)),
        seed(synthesize),
        stated(synthesize, "prompts", () -> synthesize.list("prompts", SynthesisJson::prompt)),
        parameters(synthesize),
        synthesize.whole("requested"),
        synthesize.whole("kept"),
        synthesize.texts("filters"),
        synthesize.text("terms"),
        synthesize.text("purpose"));
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

  /** An array, or an object that says why there is none. */
  private static <T> Stated<List<T>> stated(
      JsonReader synthesize, String field, Supplier<List<T>> read) {
    JsonNode node = synthesize.get(field);
    return node != null && node.isObject()
        ? Places.in(field, () -> reason(node))
        : new Stated.Given<>(read.get());
  }

  private static Optional<Stated<List<Input>>> seed(JsonReader synthesize) {
    JsonNode node = synthesize.get("seed");
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      throw new InvalidException(
          "seed",
          "must be {\"withheld\": reason} or {\"notApplicable\": reason}; seeds proper are inputs"
              + " of role SEED");
    }
    return Optional.of(Places.in("seed", () -> reason(node)));
  }

  /** Texts by name, or an object that says why there are none: by one of two reserved names. */
  private static Stated<SortedMap<String, String>> parameters(JsonReader synthesize) {
    JsonNode node = synthesize.get("parameters");
    if (node == null) {
      return new Stated.Given<>(new TreeMap<>());
    }
    boolean reason = node.isObject() && (node.has(WITHHELD) || node.has(NOT_APPLICABLE));
    return reason
        ? Places.in("parameters", () -> reason(node))
        : new Stated.Given<>(synthesize.map("parameters", JsonReader::text));
  }

  private static <T> Stated<T> reason(JsonNode node) {
    JsonReader reason = JsonReader.of(node, List.of(WITHHELD, NOT_APPLICABLE));
    JsonNode withheld = reason.get(WITHHELD);
    JsonNode none = reason.get(NOT_APPLICABLE);
    if ((withheld == null) == (none == null)) {
      throw new InvalidException(
          "", "must be a value, {\"withheld\": reason} or {\"notApplicable\": reason}");
    }
    return withheld != null
        ? new Stated.Withheld<>(reason.text(WITHHELD))
        : new Stated.NotApplicable<>(reason.text(NOT_APPLICABLE));
  }

  private static Generator generator(JsonNode node) {
    JsonReader generator = JsonReader.of(node, GENERATOR);
    return new Generator(
        generator.text("provider"), generator.text("model"), generator.text("revision"));
  }

  private static ObjectNode write(Generator generator) {
    return new JsonWriter()
        .text("provider", generator.provider())
        .text("model", generator.model())
        .text("revision", generator.revision())
        .object();
  }

  private static Prompt prompt(JsonNode node) {
    JsonReader prompt = JsonReader.of(node, PROMPT);
    return new Prompt(
        prompt.text("role"), prompt.text("template"), prompt.text("sha256"), prompt.text("uri"));
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
