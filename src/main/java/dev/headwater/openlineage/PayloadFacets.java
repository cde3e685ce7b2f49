package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Answer;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Limits;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Headwater's own facets ({@code schemas/openlineage}): payloads of Headwater events, in the
 * same form as there. Unlike other facets they are read strictly, because only producers that know
 * Headwater write them.
 */
final class PayloadFacets {
  static final String SYNTHESIS = "headwater_synthesis";
  static final String TRAINING = "headwater_training";
  static final String INGEST = "headwater_ingest";
  static final String CLEANING = "headwater_cleaning";
  static final String COMPOSITION = "headwater_composition";
  static final Set<String> NAMES = Set.of(SYNTHESIS, TRAINING, INGEST, CLEANING, COMPOSITION);

  private static final String CONTAINS_SYNTHETIC = "containsSynthetic";

  private final Payloads payloads;

  PayloadFacets(Payloads payloads) {
    this.payloads = payloads;
  }

  /** Says where a facet belongs, for the error message when it is elsewhere. */
  static String place(String name) {
    return name.equals(COMPOSITION)
        ? "belongs to the inputs and outputs of a run or a job"
        : "belongs to a run or a job";
  }

  /**
   * Returns the payload without the fields that start with an underscore. Throws {@link
   * InvalidException} if it is not a valid payload.
   */
  JsonNode reduce(String name, String path, JsonNode facet) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : facet.properties()) {
      if (!member.getKey().startsWith("_")) {
        payload.set(member.getKey(), member.getValue());
      }
    }
    try {
      switch (name) {
        case SYNTHESIS -> payloads.synthesize(payload);
        case TRAINING -> payloads.train(payload);
        case INGEST -> payloads.ingest(payload);
        case CLEANING -> payloads.clean(payload);
        default -> compositions(payload.path("composition"));
      }
    } catch (InvalidException invalid) {
      throw invalid.within(path);
    }
    return payload;
  }

  /**
   * What a facet of Headwater's own still says although it cannot be read; empty if nothing.
   *
   * <p>Data with a synthesis facet is synthetic; if the facet cannot be read, the data counts as
   * undocumented. Something with a training facet was trained. An ingest facet that says that the
   * data contains synthetic data still says so.
   */
  static Optional<JsonNode> unreadable(String name, JsonNode facet) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    return switch (name) {
      case SYNTHESIS, TRAINING -> Optional.of(rest);
      case INGEST ->
          facet.path(CONTAINS_SYNTHETIC).asText().strip().equalsIgnoreCase(Answer.YES.name())
              ? Optional.of(rest.put(CONTAINS_SYNTHETIC, Answer.YES.name()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  Optional<Synthesize> synthesis(Facets facets) {
    return facets.payload(SYNTHESIS).map(payloads::synthesize);
  }

  Optional<Train> training(Facets facets) {
    return facets.payload(TRAINING).map(payloads::train);
  }

  Optional<Ingest> ingest(Facets facets) {
    return facets.payload(INGEST).map(payloads::ingest);
  }

  Optional<Clean> cleaning(Facets facets) {
    return facets.payload(CLEANING).map(payloads::clean);
  }

  List<Composition> composition(Facets facets) {
    return facets
        .payload(COMPOSITION)
        .map(payload -> compositions(payload.path("composition")))
        .orElse(List.of());
  }

  private List<Composition> compositions(JsonNode list) {
    if (!(list instanceof ArrayNode)) {
      throw new InvalidException("composition", "is required, an array");
    }
    if (list.size() > Limits.LIST_ITEMS) {
      throw new InvalidException(
          "composition", "has " + list.size() + " items, the limit is " + Limits.LIST_ITEMS);
    }
    List<Composition> compositions = new ArrayList<>();
    for (JsonNode item : list) {
      try {
        compositions.add(payloads.composition(item));
      } catch (InvalidException invalid) {
        throw invalid.within("composition[" + compositions.size() + "]");
      }
    }
    return compositions;
  }
}
