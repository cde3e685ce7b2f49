package dev.headwater.export.standard.prov;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of one PROV document, independent of a notation. {@link ProvJson} and {@link
 * ProvNotation} write the same statements.
 *
 * <p>Order: by {@link Kind}, then in the order in which the statements were added. An element that
 * is added twice is one statement with the attributes of both. Equal statements are one statement.
 * Not thread-safe while statements are added.
 */
final class ProvDocument {
  /** A kind of statement: its name in PROV, and the names of its arguments. */
  enum Kind {
    ENTITY("entity", "id"),
    ACTIVITY("activity", "id"),
    AGENT("agent", "id"),
    GENERATION("wasGeneratedBy", "entity", "activity", "time"),
    USAGE("used", "activity", "entity", "time"),
    DERIVATION(
        "wasDerivedFrom", "generatedEntity", "usedEntity", "activity", "generation", "usage"),
    ASSOCIATION("wasAssociatedWith", "activity", "agent", "plan"),
    ATTRIBUTION("wasAttributedTo", "entity", "agent"),
    DELEGATION("actedOnBehalfOf", "delegate", "responsible", "activity"),
    INFLUENCE("wasInfluencedBy", "influencee", "influencer");

    private final String term;
    private final List<String> arguments;

    Kind(String term, String... arguments) {
      this.term = term;
      this.arguments = List.of(arguments);
    }

    String term() {
      return term;
    }

    List<String> arguments() {
      return arguments;
    }

    /** Whether the statement describes an element. Otherwise it relates elements. */
    boolean isElement() {
      return ordinal() <= AGENT.ordinal();
    }
  }

  /** The type of a value. */
  enum Type {
    STRING("xsd:string"),
    LONG("xsd:long"),
    DOUBLE("xsd:double"),
    BOOLEAN("xsd:boolean"),
    DATE_TIME("xsd:dateTime"),
    NAME("prov:QUALIFIED_NAME");

    private final String term;

    Type(String term) {
      this.term = term;
    }

    String term() {
      return term;
    }
  }

  /**
   * An attribute.
   *
   * @param name a qualified name
   * @param value the lexical form of the value
   */
  record Attribute(String name, String value, Type type) {
    static Attribute text(String name, String value) {
      return new Attribute(name, value, Type.STRING);
    }

    /** An attribute whose value is a qualified name. */
    static Attribute name(String name, String value) {
      return new Attribute(name, value, Type.NAME);
    }

    static Attribute of(String name, long value) {
      return new Attribute(name, Long.toString(value), Type.LONG);
    }

    static Attribute of(String name, boolean value) {
      return new Attribute(name, Boolean.toString(value), Type.BOOLEAN);
    }

    /** A time. XML Schema writes years of more or fewer than four digits differently: as text. */
    static Attribute of(String name, Instant value) {
      String text = value.toString();
      boolean plain = Character.isDigit(text.charAt(0)) && !text.startsWith("0000");
      return new Attribute(name, text, plain ? Type.DATE_TIME : Type.STRING);
    }
  }

  /**
   * A statement.
   *
   * @param arguments one for each of {@link Kind#arguments}; "" if it is not stated
   */
  record Statement(Kind kind, List<String> arguments, List<Attribute> attributes) {
    Statement {
      arguments = List.copyOf(arguments);
      attributes = List.copyOf(attributes);
    }
  }

  private final Map<Kind, Map<String, Set<Attribute>>> elements = new EnumMap<>(Kind.class);
  private final Map<Kind, Set<Statement>> relations = new EnumMap<>(Kind.class);

  /** Adds an element, or attributes to it. */
  void element(Kind kind, String id, Collection<Attribute> attributes) {
    elements
        .computeIfAbsent(kind, any -> new LinkedHashMap<>())
        .computeIfAbsent(id, any -> new LinkedHashSet<>())
        .addAll(attributes);
  }

  /** Adds a relation. Arguments that are left out at the end are not stated. */
  void relation(Kind kind, Collection<Attribute> attributes, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    while (all.size() < kind.arguments().size()) {
      all.add("");
    }
    relations
        .computeIfAbsent(kind, any -> new LinkedHashSet<>())
        .add(new Statement(kind, all, List.copyOf(new LinkedHashSet<>(attributes))));
  }

  /** The statements of a kind. */
  List<Statement> statements(Kind kind) {
    if (!kind.isElement()) {
      return List.copyOf(relations.getOrDefault(kind, Set.of()));
    }
    List<Statement> statements = new ArrayList<>();
    elements
        .getOrDefault(kind, Map.of())
        .forEach(
            (id, attributes) ->
                statements.add(new Statement(kind, List.of(id), List.copyOf(attributes))));
    return statements;
  }
}
