package dev.headwater.export.standard.prov;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.facts.PrettyJson;
import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Kind;
import dev.headwater.export.standard.prov.ProvDocument.Statement;
import dev.headwater.export.standard.prov.ProvDocument.Type;
import java.util.List;

/**
 * Writes what is known of an asset as PROV-JSON (W3C Member Submission of 2013-04-24). It has the
 * same statements as {@link ProvNotation}; {@link ProvStatements} says where each fact goes.
 *
 * <p>A relation has no name in PROV-DM, so its key is {@code _:} with a number that means nothing.
 * Qualified names that are values have the type {@code prov:QUALIFIED_NAME}, as in PROV-DM; readers
 * of PROV-JSON agree on it. All attributes are arrays, and the type comes first in a typed value,
 * because not every reader takes the other forms that the submission allows.
 */
public final class ProvJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ProvJson() {}

  /** The document about the asset of {@code facts}. */
  public static Export write(ExportFacts facts) {
    ProvStatements.Result result = ProvStatements.of(facts);
    ObjectNode root = JSON.objectNode();
    root.putObject("prefix")
        .put("prov", "http://www.w3.org/ns/prov#")
        .put("xsd", "http://www.w3.org/2001/XMLSchema#")
        .put("headwater", LocalNames.TERMS)
        .put("id", LocalNames.THINGS);
    int number = 0;
    for (Kind kind : Kind.values()) {
      List<Statement> statements = result.document().statements(kind);
      if (!statements.isEmpty()) {
        ObjectNode byName = root.putObject(kind.term());
        for (Statement statement : statements) {
          String name = kind.isElement() ? statement.arguments().get(0) : "_:r" + ++number;
          byName.set(name, node(statement));
        }
      }
    }
    return new Export(PrettyJson.write(root), result.missing());
  }

  private static ObjectNode node(Statement statement) {
    ObjectNode node = JSON.objectNode();
    Kind kind = statement.kind();
    if (!kind.isElement()) {
      for (int i = 0; i < kind.arguments().size(); i++) {
        if (!statement.arguments().get(i).isEmpty()) {
          node.put("prov:" + kind.arguments().get(i), statement.arguments().get(i));
        }
      }
    }
    for (Attribute attribute : statement.attributes()) {
      node.withArrayProperty(attribute.name()).add(value(attribute));
    }
    return node;
  }

  private static JsonNode value(Attribute attribute) {
    return attribute.type() == Type.STRING
        ? JSON.textNode(attribute.value())
        : JSON.objectNode().put("type", attribute.type().term()).put("$", attribute.value());
  }
}
