package dev.headwater.export.standard.dps;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Ingest;
import dev.headwater.model.Placeholder;
import dev.headwater.model.SynthesisKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The generation methods of OASIS Data Provenance Metadata 1.0. A kind of synthesis becomes the
 * code of the standard that means it. A stated way of collection that is no code of the standard
 * becomes {@code other}, with its words as description. A synthesis that states no kind has no
 * method.
 */
final class DpsMethods {
  private static final Set<String> CODES =
      Set.of(
          "data-augmentation",
          "data-mining",
          "feeds",
          "machine-generated-ml-ops",
          "primary-user-source",
          "simulations",
          "social-media",
          "syndication",
          "transfer-learning",
          "user-generated-content",
          "web-scraping-crawling");
  private static final Set<String> CRAWLING = Set.of("web-scraping", "web-crawling");
  private static final String OTHER = "other";

  private DpsMethods() {}

  /** The methods, each once. */
  static List<ObjectNode> of(ExportFacts facts) {
    Set<ObjectNode> methods = new LinkedHashSet<>();
    for (SynthesisRecord record : SynthesisRecord.of(facts)) {
      record.kind().ifPresent(kind -> methods.add(method(code(kind), description(record, kind))));
    }
    Ingest ingest = new Statements(facts).ingest();
    for (String type : ingest.collectionTypes()) {
      if (Placeholder.counts(type)) {
        methods.add(method(collected(type), type));
      }
    }
    if (Placeholder.counts(ingest.collectionMethod())) {
      methods.add(method(collected(ingest.collectionMethod()), ingest.collectionMethod()));
    }
    return List.copyOf(methods);
  }

  private static ObjectNode method(String code, String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", code)
        .put("long-description", description);
  }

  private static String code(String kind) {
    return switch (SynthesisKind.valueOf(kind)) {
      case LLM, TRANSLATION, SPEECH, PSEUDO_LABEL -> "machine-generated-ml-ops";
      case SIMULATION -> "simulations";
      case TEMPLATE, OTHER -> OTHER;
    };
  }

  private static String description(SynthesisRecord record, String kind) {
    String generators =
        record.generators().stream()
            .map(one -> String.join(" ", one.provider(), one.model(), one.revision()).strip())
            .collect(Collectors.joining(", "));
    return generators.isEmpty() ? kind : kind + " by " + generators;
  }

  private static String collected(String words) {
    String code = words.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    if (CRAWLING.contains(code)) {
      return "web-scraping-crawling";
    }
    return CODES.contains(code) ? code : OTHER;
  }
}
