package dev.headwater.sdk;

import dev.headwater.model.EventType;

/**
 * What the five types that make something have in common: further outputs.
 *
 * @param <B> the builder of the type itself
 */
public abstract class ActivityBuilder<B extends ActivityBuilder<B>> extends EventBuilder<B> {

  ActivityBuilder(Run run, EventType type, Data to) {
    super(run, type);
    addOutput(to);
  }

  /** Something else that was written; every input is an edge to every output. */
  public final B output(Data data) {
    addOutput(data);
    return self();
  }
}
