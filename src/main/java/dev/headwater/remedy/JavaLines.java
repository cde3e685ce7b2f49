package dev.headwater.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a drafted event as lines for the SDK. It knows the parts that drafts have, and no others.
 * A blank stays what it is in JSON: the SDK refuses it, or it does not count.
 */
final class JavaLines {
  private static final String STEP = "    ";

  private final JsonNode event;
  private final List<String> calls = new ArrayList<>();

  private JavaLines(JsonNode event) {
    this.event = event;
  }

  static String of(JsonNode event) {
    return new JavaLines(event).lines();
  }

  private String lines() {
    JsonNode document = event.path("document");
    if (document.isMissingNode()) {
      ingest();
    } else {
      document(document);
    }
    JsonNode job = event.get("job");
    return "Run run = client.run("
        + String.join(", ", text(job, "namespace"), text(job, "name"), text(event, "run"))
        + ");\nLineageEvent event =\n"
        + STEP
        + String.join("\n" + STEP + STEP, calls)
        + "\n"
        + STEP
        + STEP
        + ".build();\nclient.emit(event);\n";
  }

  private void ingest() {
    JsonNode ingest = event.get("ingest");
    calls.add("run.ingest(" + data(event.get("outputs").get(0).get("asset").textValue()) + ")");
    calls.add(
        ".source(Source.at("
            + text(ingest, "sourceUri")
            + ").containsSynthetic("
            + symbol("Answer", ingest.get("containsSynthetic").textValue())
            + "))");
  }

  private void document(JsonNode document) {
    calls.add("run.document(" + data(document.get("target").textValue()) + ")");
    if (document.has("amends")) {
      calls.add(".amends(UUID.fromString(" + text(document, "amends") + "))");
    }
    event.path("inputs").forEach(this::seed);
    if (document.has("synthesize")) {
      synthesis(document.get("synthesize"));
    }
    if (document.has("waive")) {
      waive(document.get("waive"));
    }
    for (JsonNode agent : event.path("agents")) {
      // A method names the type, so this form cannot leave the type blank.
      calls.add(".agent(Agents.person(" + text(agent, "id") + ", " + text(agent, "role") + "))");
    }
  }

  private void seed(JsonNode input) {
    String hash = input.has("sha256") ? ".sha256(" + text(input, "sha256") + ")" : "";
    calls.add(".input(" + data(input.get("asset").textValue()) + hash + ", Role.SEED)");
  }

  private void synthesis(JsonNode synthesize) {
    calls.add(".synthesis(");
    List<String> parts = new ArrayList<>(List.of(STEP + "Synthesis.ofUnstatedKind()"));
    for (JsonNode generator : synthesize.path("generators")) {
      parts.add(
          ".generator("
              + String.join(
                  ", ",
                  text(generator, "provider"),
                  text(generator, "model"),
                  text(generator, "revision"))
              + ")");
    }
    for (JsonNode prompt : synthesize.path("prompts")) {
      parts.add(".prompt(" + text(prompt, "role") + ", " + text(prompt, "template") + ")");
    }
    synthesize
        .path("parameters")
        .properties()
        .forEach(
            one ->
                parts.add(
                    ".parameter("
                        + literal(one.getKey())
                        + ", "
                        + literal(one.getValue().textValue())
                        + ")"));
    calls.add(String.join("\n" + STEP + STEP + STEP + STEP, parts) + ")");
  }

  private void waive(JsonNode waive) {
    calls.add(".waive(");
    calls.add(STEP + "new Waive(");
    List<String> parts =
        List.of(
            "RuleName." + waive.get("rule").textValue(),
            "Optional.of(" + asset(waive.get("origin").textValue()) + ")",
            text(waive, "approver"),
            text(waive, "rationale"),
            "Instant.parse(" + text(waive, "until") + ")");
    String next = ",\n" + STEP + STEP + STEP + STEP;
    calls.add(STEP + STEP + String.join(next, parts) + "))");
  }

  private static String data(String urn) {
    if (urn.equals(Blank.TODO)) {
      return "Data.of(Asset.parse(" + literal(urn) + "))";
    }
    Asset asset = Asset.parse(urn);
    return asset.version().isEmpty()
        ? "Data.of(" + asset(urn) + ")"
        : (asset.kind() == AssetKind.MODEL ? "Data.model(" : "Data.dataset(")
            + String.join(
                ", ",
                literal(asset.namespace()),
                literal(asset.name()),
                literal(asset.version().get()))
            + ")";
  }

  private static String asset(String urn) {
    return "Asset.parse(" + literal(urn) + ")";
  }

  private static String symbol(String type, String name) {
    return name.equals(Blank.TODO) ? type + ".valueOf(" + literal(name) + ")" : type + "." + name;
  }

  private static String text(JsonNode object, String field) {
    return literal(object.path(field).asText(""));
  }

  /** A string literal (JLS 3.10.5) of visible characters. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                // Unicode escapes of these would end the line before the literal is read (JLS 3.3).
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(Visible.escaped(Character.toString(point)));
              }
            });
    return literal.append('"').toString();
  }
}
