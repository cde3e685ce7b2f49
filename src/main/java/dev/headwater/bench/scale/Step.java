package dev.headwater.bench.scale;

import java.util.List;

/**
 * An event as the simulation sees it.
 *
 * @param output the asset that the event makes or documents
 * @param inputs what it was made from, each once
 */
public record Step(Kind kind, Ref output, List<Ref> inputs) {
  /** What an event does. */
  public enum Kind {
    /** Makes an asset that is not synthetic: ingests, transforms or trains. */
    MAKE,
    /** Makes synthetic data whose documentation is complete. */
    SYNTHESIZE_DOCUMENTED,
    /** Makes synthetic data whose documentation is not complete. */
    SYNTHESIZE,
    /** Completes the documentation of synthetic data. */
    DOCUMENT
  }

  /**
   * An asset.
   *
   * @param id of its own
   * @param key decides the partition; all versions of a name have the same one
   * @param model whether it is a model
   * @param past whether it was made before the first step that is played
   */
  public record Ref(long id, String key, boolean model, boolean past) {}

  public Step {
    inputs = List.copyOf(inputs);
  }
}
