package dev.headwater.export.standard.prov;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PROV-N by its grammar, and PROV-JSON, into the same form: each statement is its name, its
 * arguments and its attributes. Reads only the kinds of statements that the exports have.
 */
final class ProvReader {
  private static final String PERCENT = "%[0-9A-Fa-f]{2}";
  private static final String NAME =
      "[a-z]+:(?:[A-Za-z_0-9/]|"
          + PERCENT
          + ")(?:(?:[A-Za-z_0-9/.-]|"
          + PERCENT
          + ")*"
          + "(?:[A-Za-z_0-9/-]|"
          + PERCENT
          + "))?";
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<name>"
              + NAME
              + ")|'(?<quoted>"
              + NAME
              + ")'|\"(?<text>(?:[^\"\\\\\\r"
              + "\\n"
              + "]|\\\\[tbnrf\"'\\\\])*+)\""
              + "|(?<word>[A-Za-z]+)|(?<iri><[^<>\"{}|^`\\\\\\x00-\\x20]*>)|(?<sign>%%|[-()\\[\\],=]))");

  record Attribute(String name, String value, String type) {}

  record Statement(String term, List<String> arguments, List<Attribute> attributes) {
    List<String> values(String name) {
      return attributes.stream().filter(a -> a.name().equals(name)).map(Attribute::value).toList();
    }

    String value(String name) {
      List<String> values = values(name);
      return values.size() == 1 ? values.get(0) : values.toString();
    }
  }

  private final Matcher tokens;
  private final int length;
  private int at;

  private ProvReader(String text) {
    this.tokens = TOKEN.matcher(text);
    this.length = text.stripTrailing().length();
  }

  /** Reads a document in PROV-N. */
  static List<Statement> notation(String text) {
    ProvReader reader = new ProvReader(text);
    reader.expect("word", "document");
    List<Statement> statements = new ArrayList<>();
    while (true) {
      String word = reader.next("word");
      if (word.equals("endDocument")) {
        if (reader.at != reader.length) {
          throw new AssertionError("there is text after the end");
        }
        return statements;
      } else if (word.equals("prefix")) {
        reader.next("word");
        reader.next("iri");
      } else {
        statements.add(reader.statement(word));
      }
    }
  }

  private Statement statement(String term) {
    List<String> arguments = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    expect("sign", "(");
    while (true) {
      take();
      if (is("sign", "[")) {
        do {
          attributes.add(attribute());
          take();
        } while (is("sign", ","));
        check(is("sign", "]"));
      } else {
        check(tokens.group("name") != null || is("sign", "-"));
        arguments.add(is("sign", "-") ? "" : tokens.group("name"));
      }
      take();
      if (is("sign", ")")) {
        return new Statement(term, stripped(arguments), attributes);
      }
      check(is("sign", ","));
    }
  }

  private Attribute attribute() {
    String name = next("name");
    expect("sign", "=");
    take();
    if (tokens.group("quoted") != null) {
      return new Attribute(name, tokens.group("quoted"), "prov:QUALIFIED_NAME");
    }
    check(tokens.group("text") != null);
    String value = plain(tokens.group("text"));
    int before = at;
    take();
    if (is("sign", "%%")) {
      return new Attribute(name, value, next("name"));
    }
    at = before;
    return new Attribute(name, value, "xsd:string");
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        char escaped = text.charAt(++i);
        int known = "tbnrf".indexOf(escaped);
        plain.append(known < 0 ? escaped : "\t\b\n\r\f".charAt(known));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private void take() {
    tokens.region(at, tokens.regionEnd());
    check(tokens.lookingAt());
    at = tokens.end();
  }

  private boolean is(String group, String value) {
    return value.equals(tokens.group(group));
  }

  private String next(String group) {
    take();
    check(tokens.group(group) != null);
    return tokens.group(group);
  }

  private void expect(String group, String value) {
    check(next(group).equals(value));
  }

  private void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("this is not PROV-N, before character " + at + " of " + length);
    }
  }

  private static List<String> stripped(List<String> arguments) {
    List<String> stripped = new ArrayList<>(arguments);
    while (stripped.get(stripped.size() - 1).isEmpty()) {
      stripped.remove(stripped.size() - 1);
    }
    return stripped;
  }

  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "wasGeneratedBy", List.of("prov:entity", "prov:activity"),
          "used", List.of("prov:activity", "prov:entity"),
          "wasDerivedFrom", List.of("prov:generatedEntity", "prov:usedEntity", "prov:activity"),
          "wasAssociatedWith", List.of("prov:activity", "prov:agent", "prov:plan"),
          "wasAttributedTo", List.of("prov:entity", "prov:agent"),
          "actedOnBehalfOf", List.of("prov:delegate", "prov:responsible", "prov:activity"),
          "wasInfluencedBy", List.of("prov:influencee", "prov:influencer"));

  /** Reads a document in PROV-JSON. */
  static List<Statement> json(JsonNode root) {
    List<Statement> statements = new ArrayList<>();
    for (Map.Entry<String, JsonNode> kind : root.properties()) {
      if (!kind.getKey().equals("prefix")) {
        for (Map.Entry<String, JsonNode> one : kind.getValue().properties()) {
          statements.add(json(kind.getKey(), one.getKey(), one.getValue()));
        }
      }
    }
    return statements;
  }

  private static Statement json(String term, String id, JsonNode node) {
    List<String> names = ARGUMENTS.getOrDefault(term, List.of());
    List<String> arguments = new ArrayList<>();
    if (names.isEmpty()) {
      arguments.add(id);
    }
    names.forEach(name -> arguments.add(node.path(name).asText()));
    List<Attribute> attributes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!names.contains(field.getKey())) {
        for (JsonNode value : field.getValue()) {
          attributes.add(
              value.isTextual()
                  ? new Attribute(field.getKey(), value.textValue(), "xsd:string")
                  : new Attribute(
                      field.getKey(), value.get("$").textValue(), value.get("type").textValue()));
        }
      }
    }
    return new Statement(term, stripped(arguments), attributes);
  }

  /** The statements as texts that do not depend on the order of attributes. */
  static Map<String, Integer> comparable(List<Statement> statements) {
    Map<String, Integer> all = new LinkedHashMap<>();
    for (Statement one : statements) {
      TreeSet<String> attributes = new TreeSet<>();
      one.attributes().forEach(attribute -> attributes.add(attribute.toString()));
      all.merge(one.term() + one.arguments() + attributes, 1, Integer::sum);
    }
    return all;
  }
}
