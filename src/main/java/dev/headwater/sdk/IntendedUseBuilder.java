package dev.headwater.sdk;

import dev.headwater.model.IntendedUse;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds what a model is for, who its users are, and which share of the training data each group
 * should have at least. Everything is optional. Not safe for use by several threads.
 *
 * <pre>{@code
 * IntendedUseBuilder.of("spelling the names of languages")
 *     .users("people who write Swahili or Nuosu")
 *     .target("language")
 *     .atLeast("sw", 0.01)
 *     .atLeast("ii", 0.01)
 * }</pre>
 */
public sealed class IntendedUseBuilder {

  /** What is set so far. A builder and the targets that it returned share it. */
  private static final class Content {
    private final String description;
    private final Map<String, SortedMap<String, Double>> targets = new LinkedHashMap<>();
    private String users = "";

    Content(String description) {
      this.description = description;
    }
  }

  /** The same builder while it sets the shares of one dimension. */
  public static final class Shares extends IntendedUseBuilder {

    private final SortedMap<String, Double> minimumShare;

    private Shares(Content content, SortedMap<String, Double> minimumShare) {
      super(content);
      this.minimumShare = minimumShare;
    }

    /**
     * Sets the share that a category should have.
     *
     * @param share from 0 to 1
     */
    public Shares atLeast(String category, double share) {
      minimumShare.put(category, share);
      return this;
    }

    /** Sets the shares that these categories should have, each from 0 to 1. */
    public Shares atLeast(Map<String, Double> shares) {
      minimumShare.putAll(shares);
      return this;
    }
  }

  private final Content content;

  private IntendedUseBuilder(Content content) {
    this.content = content;
  }

  /** Begins with a description of the use. */
  public static IntendedUseBuilder of(String description) {
    return new IntendedUseBuilder(new Content(description));
  }

  /** Sets who will use the model, or is affected by it, in words. */
  public IntendedUseBuilder users(String text) {
    content.users = text;
    return this;
  }

  /**
   * Begins the shares of a dimension, or goes on with them.
   *
   * @param dimension as in the compositions of the training data, such as {@code language}
   */
  public Shares target(String dimension) {
    return new Shares(content, content.targets.computeIfAbsent(dimension, key -> new TreeMap<>()));
  }

  IntendedUse build() {
    List<Target> targets = new ArrayList<>();
    content.targets.forEach(
        (dimension, minimumShare) -> {
          String field = "targets[" + targets.size() + "]";
          targets.add(EventBuilder.within(field, () -> target(dimension, minimumShare)));
        });
    return new IntendedUse(content.description, content.users, targets);
  }

  private static Target target(String dimension, SortedMap<String, Double> minimumShare) {
    Target target = new Target(dimension, minimumShare);
    if (target.dimension().isEmpty()) {
      throw new InvalidException("dimension", "is required and must not be blank");
    }
    return target;
  }
}
