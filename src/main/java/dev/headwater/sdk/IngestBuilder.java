package dev.headwater.sdk;

import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Synthesize;
import java.util.Optional;

/** Builds an INGEST. Without a {@link #source} it only states that the data exists. */
public final class IngestBuilder extends ActivityBuilder<IngestBuilder> {

  private Optional<Source> source = Optional.empty();
  private Optional<Synthesis> synthesis = Optional.empty();

  IngestBuilder(Run run, Data to) {
    super(run, EventType.INGEST, to);
  }

  /** Where the data comes from. */
  public IngestBuilder source(Source from) {
    source = Optional.of(from);
    return this;
  }

  /** The data was generated elsewhere; this is what is known about how. */
  public IngestBuilder synthesis(Synthesis how) {
    synthesis = Optional.of(how);
    return this;
  }

  @Override
  IngestBuilder self() {
    return this;
  }

  @Override
  Optional<Ingest> ingestPayload() {
    return source.map(Source::build);
  }

  @Override
  Optional<Synthesize> synthesizePayload() {
    return synthesis.map(Synthesis::build);
  }
}
