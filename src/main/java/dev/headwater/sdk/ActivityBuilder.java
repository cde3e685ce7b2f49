package dev.headwater.sdk;

import dev.headwater.model.EventType;

/**
 * Builds an event of one of the five types that make something; they may have several outputs.
 *
 * @param <B> the builder of the type itself
 */
public abstract class ActivityBuilder<B extends ActivityBuilder<B>> extends EventBuilder<B> {

  ActivityBuilder(Run run, EventType type, Data to) {
    super(run, type);
    addOutput(to);
  }

  /** Adds a further output. Every input becomes an edge to every output. */
  public final B output(Data data) {
    addOutput(data);
    return self();
  }
}
