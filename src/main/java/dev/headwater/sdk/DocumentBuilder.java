package dev.headwater.sdk;

import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Evidence;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Waive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds a DOCUMENT. Its inputs become edges to the target, such as seeds or generators that were
 * not named before.
 */
public final class DocumentBuilder extends EventBuilder<DocumentBuilder> {

  private final Data target;
  private final List<Evidence> evidence = new ArrayList<>();
  private Optional<UUID> amends = Optional.empty();
  private Optional<Synthesis> synthesis = Optional.empty();
  private Optional<Source> source = Optional.empty();
  private Optional<Reclassify> reclassify = Optional.empty();
  private Optional<Waive> waive = Optional.empty();

  DocumentBuilder(Run run, Data target) {
    super(run, EventType.DOCUMENT);
    this.target = target;
  }

  /**
   * Completes the synthesis record of this event only, instead of all synthesis records of the
   * target.
   */
  public DocumentBuilder amends(UUID event) {
    amends = Optional.of(event);
    return this;
  }

  /** Adds what was missing about how the target was generated. */
  public DocumentBuilder synthesis(Synthesis how) {
    synthesis = Optional.of(how);
    return this;
  }

  /** Adds what was missing about where the target comes from. */
  public DocumentBuilder source(Source from) {
    source = Optional.of(from);
    return this;
  }

  /** States that the target is, or is not, synthetic data, regardless of its events. */
  public DocumentBuilder reclassify(boolean synthetic, String reason) {
    reclassify = Optional.of(new Reclassify(synthetic, reason));
    return this;
  }

  /** A person answers for going on in spite of a rule, until a date. */
  public DocumentBuilder waive(Waive what) {
    waive = Optional.of(what);
    return this;
  }

  /** Evidence for the document, with the SHA-256 of the content at that address. */
  public DocumentBuilder evidence(String uri, String sha256) {
    evidence.add(new Evidence(uri, sha256));
    return this;
  }

  @Override
  DocumentBuilder self() {
    return this;
  }

  @Override
  Optional<Document> documentPayload() {
    return Optional.of(
        new Document(
            target.asset(),
            amends,
            synthesis.map(Synthesis::build),
            source.map(Source::build),
            reclassify,
            waive,
            evidence));
  }
}
