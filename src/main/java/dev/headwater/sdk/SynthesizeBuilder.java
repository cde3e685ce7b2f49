package dev.headwater.sdk;

import dev.headwater.model.EventType;
import dev.headwater.model.Synthesize;
import java.util.Optional;

/**
 * Builds a SYNTHESIZE. It counts as documented if it has a generator and its revision, seeds,
 * prompts, parameters, and an agent who is a person or an organization. Otherwise it raises an
 * alert until a {@link Run#document} adds what is missing.
 */
public final class SynthesizeBuilder extends ActivityBuilder<SynthesizeBuilder> {

  private Optional<Synthesis> synthesis = Optional.empty();

  SynthesizeBuilder(Run run, Data to) {
    super(run, EventType.SYNTHESIZE, to);
  }

  /** How the data was generated. */
  public SynthesizeBuilder synthesis(Synthesis how) {
    synthesis = Optional.of(how);
    return this;
  }

  @Override
  SynthesizeBuilder self() {
    return this;
  }

  @Override
  Optional<Synthesize> synthesizePayload() {
    return synthesis.map(Synthesis::build);
  }
}
