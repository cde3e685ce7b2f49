package dev.headwater.sdk.internal;

import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * About what an event takes in memory, by the lengths of its texts. Takes a fraction of a
 * microsecond where encoding takes ten: enough to keep a queue bounded whose events are not encoded
 * yet. Rather too much than too little.
 */
final class EventSize {

  /** Of an object with its fields. */
  private static final long OBJECT_BYTES = 64;

  /** Of a text, besides its characters. */
  static final long TEXT_BYTES = 56;

  /** Two at most in memory, three in UTF-8. */
  static final long CHARACTER_BYTES = 3;

  private static final long ENTRY_BYTES = 64;

  private long objectBytes = 8 * OBJECT_BYTES;
  private long textBytes;

  private EventSize() {}

  static long bytes(LineageEvent event) {
    EventSize size = of(event);
    return size.objectBytes + size.textBytes;
  }

  static EventSize of(LineageEvent event) {
    EventSize size = new EventSize();
    size.add(event);
    return size;
  }

  /** Of that, what its texts take, but for those of assets. */
  long textBytes() {
    return textBytes;
  }

  private void add(LineageEvent event) {
    texts(event.producer(), event.run(), event.job().namespace(), event.job().name());
    event.inputs().forEach(this::add);
    for (Output output : event.outputs()) {
      asset(output.asset());
      text(output.sha256());
      output.composition().forEach(this::add);
      map(output.attributes());
    }
    for (Agent agent : event.agents()) {
      texts(agent.id(), agent.role(), agent.onBehalfOf());
    }
    event.decisions().forEach(this::add);
    event.ingest().ifPresent(this::add);
    event.clean().ifPresent(this::add);
    event.transform().ifPresent(this::add);
    event.synthesize().ifPresent(this::add);
    event.train().ifPresent(this::add);
    event.document().ifPresent(this::add);
    event.retract().ifPresent(retract -> text(retract.reason()));
  }

  private void add(Input input) {
    asset(input.asset());
    text(input.sha256());
    input.composition().forEach(this::add);
  }

  private void add(Composition composition) {
    texts(composition.dimension(), composition.unit());
    keys(composition.counts());
  }

  private void add(Decision decision) {
    texts(decision.id(), decision.question(), decision.choice(), decision.rationale());
    list(decision.decidedBy());
    list(decision.options());
    list(decision.affectedGroups());
    list(decision.consulted());
    list(decision.evidence());
  }

  private void add(Ingest ingest) {
    texts(
        ingest.sourceUri(),
        ingest.collectionMethod(),
        ingest.collectedFrom(),
        ingest.collectedTo(),
        ingest.declaredLicense(),
        ingest.concludedLicense(),
        ingest.consent(),
        ingest.intendedUse(),
        ingest.rationale());
    list(ingest.collectionTypes());
    list(ingest.languages());
    list(ingest.regions());
  }

  private void add(Clean clean) {
    clean.filters().forEach(one -> texts(one.name(), one.codeRef(), one.threshold(), one.reason()));
    keys(clean.removedByReason());
  }

  private void add(Transform transform) {
    text(transform.codeRef());
    list(transform.droppedFields());
    transform
        .annotation()
        .ifPresent(one -> texts(one.platform(), one.protocol(), one.aggregation()));
  }

  private void add(Synthesize synthesize) {
    add(
        synthesize.generators(),
        all -> all.forEach(one -> texts(one.provider(), one.model(), one.revision())));
    synthesize.seed().ifPresent(seed -> add(seed, all -> all.forEach(this::add)));
    add(
        synthesize.prompts(),
        all -> all.forEach(one -> texts(one.role(), one.template(), one.sha256(), one.uri())));
    add(synthesize.parameters(), this::map);
    list(synthesize.filters());
    texts(synthesize.terms(), synthesize.purpose());
  }

  private void add(Train train) {
    text(train.stage());
    map(train.hyperparameters());
    if (train.intendedUse().isPresent()) {
      IntendedUse use = train.intendedUse().get();
      texts(use.description(), use.users());
      use.targets()
          .forEach(
              target -> {
                text(target.dimension());
                keys(target.minimumShare());
              });
    }
  }

  private void add(Document document) {
    asset(document.target());
    document.synthesize().ifPresent(this::add);
    document.ingest().ifPresent(this::add);
    document.reclassify().ifPresent(one -> text(one.reason()));
    document
        .waive()
        .ifPresent(
            one -> {
              one.origin().ifPresent(this::asset);
              texts(one.approver(), one.rationale());
            });
    document.evidence().forEach(one -> texts(one.uri(), one.sha256()));
    map(document.attributes());
  }

  /** The value, or the reason that stands in its place. */
  private <T> void add(Stated<T> stated, Consumer<T> value) {
    if (stated instanceof Stated.Given<T> given) {
      value.accept(given.value());
    } else if (stated instanceof Stated.Withheld<T> withheld) {
      text(withheld.reason());
    } else if (stated instanceof Stated.NotApplicable<T> notApplicable) {
      text(notApplicable.reason());
    }
  }

  /** Its URN, its key and their parts. */
  private void asset(Asset asset) {
    objectBytes += OBJECT_BYTES + 3 * (TEXT_BYTES + asset.urn().length());
  }

  private void list(List<String> texts) {
    texts.forEach(this::text);
  }

  private void map(Map<String, String> map) {
    for (Map.Entry<String, String> entry : map.entrySet()) {
      objectBytes += ENTRY_BYTES;
      texts(entry.getKey(), entry.getValue());
    }
  }

  private void keys(Map<String, ?> map) {
    for (String key : map.keySet()) {
      objectBytes += ENTRY_BYTES;
      text(key);
    }
  }

  private void texts(String... several) {
    objectBytes += OBJECT_BYTES;
    for (String one : several) {
      text(one);
    }
  }

  private void text(String text) {
    if (!text.isEmpty()) {
      textBytes += TEXT_BYTES + CHARACTER_BYTES * text.length();
    }
  }
}
