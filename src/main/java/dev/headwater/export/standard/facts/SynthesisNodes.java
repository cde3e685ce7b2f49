package dev.headwater.export.standard.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Document;
import dev.headwater.model.Generator;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A synthesis record as JSON, with the fields of the payload {@code synthesize}. Fields that nobody
 * states are left out, and so are placeholders. If several payloads are given, later ones complete
 * earlier ones. A value that is withheld, or that cannot exist, is an object with the reason:
 * {@code {"withheld": "..."}} or {@code {"notApplicable": "..."}}.
 */
public final class SynthesisNodes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SynthesisNodes() {}

  /** What the event and the documents that complete it say of the synthesis. */
  public static ObjectNode of(SynthesisRecord synthesis) {
    List<Synthesize> payloads = new ArrayList<>();
    synthesis.event().synthesize().ifPresent(payloads::add);
    for (LineageEvent completion : synthesis.completions()) {
      completion.document().flatMap(Document::synthesize).ifPresent(payloads::add);
    }
    return of(payloads);
  }

  /** What several payloads say together, the earliest first. */
  public static ObjectNode of(List<Synthesize> payloads) {
    ObjectNode node = JSON.objectNode();
    payloads.forEach(one -> one.kind().ifPresent(kind -> node.put("kind", kind.name())));
    put(node, "generators", generators(given(payloads, Synthesize::generators)));
    put(node, "prompts", prompts(given(payloads, Synthesize::prompts)));
    put(node, "parameters", parameters(given(payloads, Synthesize::parameters)));
    payloads.forEach(
        one -> {
          one.seed().ifPresent(seed -> reason(node, "seed", seed));
          reason(node, "generators", one.generators());
          reason(node, "prompts", one.prompts());
          reason(node, "parameters", one.parameters());
          EventNodes.stated(node, "terms", one.terms());
          EventNodes.stated(node, "purpose", one.purpose());
        });
    EventNodes.number(node, "requested", latest(payloads, Synthesize::requested));
    EventNodes.number(node, "kept", latest(payloads, Synthesize::kept));
    EventNodes.texts(
        node,
        "filters",
        payloads.stream().flatMap(one -> one.filters().stream()).distinct().toList());
    return node;
  }

  private static OptionalLong latest(
      List<Synthesize> payloads, Function<Synthesize, OptionalLong> field) {
    return payloads.stream()
        .map(field)
        .filter(OptionalLong::isPresent)
        .reduce(OptionalLong.empty(), (earlier, later) -> later);
  }

  private static <T> List<T> given(
      List<Synthesize> payloads, Function<Synthesize, Stated<T>> field) {
    List<T> given = new ArrayList<>();
    for (Synthesize payload : payloads) {
      if (field.apply(payload) instanceof Stated.Given<T> value) {
        given.add(value.value());
      }
    }
    return given;
  }

  /** Puts why there is no value, unless a value is given. */
  private static void reason(ObjectNode node, String name, Stated<?> stated) {
    if (node.has(name) && !isReason(node.get(name))) {
      return;
    }
    if (stated instanceof Stated.Withheld<?> withheld) {
      node.putObject(name).put("withheld", withheld.reason());
    } else if (stated instanceof Stated.NotApplicable<?> none) {
      node.putObject(name).put("notApplicable", none.reason());
    }
  }

  /** Whether a field of a synthesis has a reason in place of a value. */
  public static boolean isReason(JsonNode field) {
    // Events reserve both names: parameters cannot be named so.
    return field.has("withheld") || field.has("notApplicable");
  }

  private static ArrayNode generators(List<List<Generator>> given) {
    Set<Generator> all = new LinkedHashSet<>();
    given.forEach(all::addAll);
    ArrayNode nodes = JSON.arrayNode();
    for (Generator generator : all) {
      ObjectNode node = JSON.objectNode();
      EventNodes.stated(node, "provider", generator.provider());
      EventNodes.stated(node, "model", generator.model());
      EventNodes.stated(node, "revision", generator.revision());
      if (!node.isEmpty()) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static ArrayNode prompts(List<List<Prompt>> given) {
    Set<Prompt> all = new LinkedHashSet<>();
    given.forEach(all::addAll);
    ArrayNode nodes = JSON.arrayNode();
    for (Prompt prompt : all) {
      if (Stream.of(prompt.template(), prompt.sha256(), prompt.uri())
          .anyMatch(Placeholder::counts)) {
        ObjectNode node = nodes.addObject();
        EventNodes.text(node, "role", prompt.role());
        EventNodes.stated(node, "template", prompt.template());
        EventNodes.stated(node, "sha256", prompt.sha256());
        EventNodes.stated(node, "uri", prompt.uri());
      }
    }
    return nodes;
  }

  private static ObjectNode parameters(List<SortedMap<String, String>> given) {
    SortedMap<String, String> all = new TreeMap<>();
    for (SortedMap<String, String> one : given) {
      one.forEach(
          (name, value) -> {
            if (Placeholder.counts(value)) {
              all.put(name, value);
            }
          });
    }
    ObjectNode node = JSON.objectNode();
    all.forEach(node::put);
    return node;
  }

  private static void put(ObjectNode node, String name, JsonNode value) {
    EventNodes.object(node, name, value);
  }
}
