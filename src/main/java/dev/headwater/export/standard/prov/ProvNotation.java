package dev.headwater.export.standard.prov;

import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Kind;
import dev.headwater.export.standard.prov.ProvDocument.Statement;
import dev.headwater.export.standard.prov.ProvDocument.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what is known of an asset in PROV-N (W3C Recommendation of 2013-04-30). It has the same
 * statements as {@link ProvJson}; {@link ProvStatements} says where each fact goes.
 *
 * <p>Each statement is one line. In texts, the characters that end a string or a line, and the
 * backslash, are escaped as the grammar of PROV-N demands.
 */
public final class ProvNotation {
  private ProvNotation() {}

  /** The document about the asset of {@code facts}. */
  public static Export write(ExportFacts facts) {
    ProvStatements.Result result = ProvStatements.of(facts);
    StringBuilder text = new StringBuilder("document\n");
    prefix(text, "headwater", LocalNames.TERMS);
    prefix(text, "id", LocalNames.THINGS);
    for (Kind kind : Kind.values()) {
      List<Statement> statements = result.document().statements(kind);
      if (!statements.isEmpty()) {
        text.append('\n');
        statements.forEach(statement -> write(text, statement));
      }
    }
    return new Export(text.append("endDocument\n").toString(), result.missing());
  }

  private static void prefix(StringBuilder text, String prefix, String namespace) {
    text.append("  prefix ").append(prefix).append(" <").append(namespace).append(">\n");
  }

  private static void write(StringBuilder text, Statement statement) {
    List<String> parts = new ArrayList<>();
    for (String argument : statement.arguments()) {
      parts.add(argument.isEmpty() ? "-" : argument);
    }
    if (!statement.attributes().isEmpty()) {
      parts.add(attributes(statement.attributes()));
    }
    text.append("  ").append(statement.kind().term()).append('(');
    text.append(String.join(", ", parts)).append(")\n");
  }

  private static String attributes(List<Attribute> attributes) {
    List<String> all = new ArrayList<>();
    for (Attribute attribute : attributes) {
      all.add(attribute.name() + "=" + value(attribute));
    }
    return "[" + String.join(", ", all) + "]";
  }

  private static String value(Attribute attribute) {
    if (attribute.type() == Type.NAME) {
      return "'" + attribute.value() + "'";
    }
    String quoted = '"' + escape(attribute.value()) + '"';
    return attribute.type() == Type.STRING ? quoted : quoted + " %% " + attribute.type().term();
  }

  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
