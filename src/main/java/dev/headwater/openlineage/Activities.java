package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which Headwater activity a job is, by its tags and its job type. Anybody may use these
 * words with a meaning of their own, so only unambiguous words count. Headwater's own tags are read
 * strictly.
 */
final class Activities {
  /** A tag of a job or run whose value is the name of a Headwater activity. */
  static final String ACTIVITY_TAG = "headwater_activity";

  /** A tag of an input whose value is the name of its role. */
  static final String ROLE_TAG = "headwater_role";

  private static final List<EventType> ACTIVITIES =
      List.of(
          EventType.INGEST,
          EventType.CLEAN,
          EventType.TRANSFORM,
          EventType.SYNTHESIZE,
          EventType.TRAIN);

  private static final Map<String, EventType> WORDS =
      Map.ofEntries(
          Map.entry("ingest", EventType.INGEST),
          Map.entry("ingestion", EventType.INGEST),
          Map.entry("dataingestion", EventType.INGEST),
          Map.entry("clean", EventType.CLEAN),
          Map.entry("cleaning", EventType.CLEAN),
          Map.entry("datacleaning", EventType.CLEAN),
          Map.entry("cleansing", EventType.CLEAN),
          Map.entry("transform", EventType.TRANSFORM),
          Map.entry("transformation", EventType.TRANSFORM),
          Map.entry("synthesize", EventType.SYNTHESIZE),
          Map.entry("synthesis", EventType.SYNTHESIZE),
          Map.entry("syntheticdata", EventType.SYNTHESIZE),
          Map.entry("syntheticdatageneration", EventType.SYNTHESIZE),
          Map.entry("train", EventType.TRAIN),
          Map.entry("training", EventType.TRAIN),
          Map.entry("modeltraining", EventType.TRAIN),
          Map.entry("finetune", EventType.TRAIN),
          Map.entry("finetuning", EventType.TRAIN));

  private Activities() {}

  /** The activity of a job; empty if neither tags nor job type say one. */
  static Optional<EventType> of(Facets job, Facets run) {
    return tagged(job).or(() -> tagged(run)).or(() -> word(job.jobType()));
  }

  private static Optional<EventType> tagged(Facets facets) {
    Map<String, String> tags = facets.tags();
    if (tags.containsKey(ACTIVITY_TAG)) {
      return Optional.of(EventType.valueOf(tags.get(ACTIVITY_TAG)));
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      Optional<EventType> found =
          tag.getKey().equalsIgnoreCase("activity")
              ? word(tag.getValue())
              : word(tag.getKey()).filter(any -> isSet(tag.getValue()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isSet(String value) {
    return value.isEmpty() || value.equalsIgnoreCase("true");
  }

  private static Optional<EventType> word(String text) {
    return Optional.ofNullable(
        WORDS.get(text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")));
  }

  /** The role that the input's tag states; empty without that tag. */
  static Optional<Role> role(Facets input) {
    return Optional.ofNullable(input.tags().get(ROLE_TAG)).map(Role::valueOf);
  }

  /**
   * Whether a tag with this key may state an activity or a role. A tag whose key cannot be read
   * may.
   */
  static boolean mayBeMeant(JsonNode key) {
    if (!key.isTextual() || key.asText().isBlank()) {
      return true;
    }
    String text = key.asText();
    return text.equals(ACTIVITY_TAG)
        || text.equals(ROLE_TAG)
        || text.equalsIgnoreCase("activity")
        || word(text).isPresent();
  }

  /** Throws {@link InvalidException} if it is one of Headwater's own tags with an invalid value. */
  static void check(String key, String path, String value) {
    List<String> names =
        switch (key) {
          case ACTIVITY_TAG -> ACTIVITIES.stream().map(Enum::name).toList();
          case ROLE_TAG -> List.of(Role.values()).stream().map(Enum::name).toList();
          default -> List.of(value);
        };
    if (!names.contains(value)) {
      throw new InvalidException(
          path, "is \"" + Shown.of(value) + "\", must be one of " + String.join(", ", names));
    }
  }
}
