package dev.headwater.sdk;

import dev.headwater.model.Document;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the texts of prompts in events by their hashes, in every place where events hold
 * prompts. Other texts, such as the choice of a decision, stay unchanged.
 */
final class HashedPrompts {

  private HashedPrompts() {}

  static LineageEvent of(LineageEvent event) {
    Optional<Synthesize> synthesize = event.synthesize().map(HashedPrompts::of);
    Optional<Document> document = event.document().map(HashedPrompts::of);
    if (synthesize.equals(event.synthesize()) && document.equals(event.document())) {
      return event;
    }
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs(),
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        synthesize,
        event.train(),
        document,
        event.retract());
  }

  private static Document of(Document document) {
    return new Document(
        document.target(),
        document.amends(),
        document.synthesize().map(HashedPrompts::of),
        document.ingest(),
        document.reclassify(),
        document.waive(),
        document.evidence(),
        document.attributes());
  }

  private static Synthesize of(Synthesize synthesize) {
    if (!(synthesize.prompts() instanceof Stated.Given<List<Prompt>> given)) {
      return synthesize;
    }
    return new Synthesize(
        synthesize.kind(),
        synthesize.generators(),
        synthesize.seed(),
        new Stated.Given<>(given.value().stream().map(HashedPrompts::of).toList()),
        synthesize.parameters(),
        synthesize.requested(),
        synthesize.kept(),
        synthesize.filters(),
        synthesize.terms(),
        synthesize.purpose());
  }

  private static Prompt of(Prompt prompt) {
    if (prompt.template().isEmpty()) {
      return prompt;
    }
    Prompt hashed = Prompt.hashed(prompt.role(), prompt.template());
    return prompt.uri().isEmpty()
        ? hashed
        : new Prompt(prompt.role(), "", hashed.sha256(), prompt.uri());
  }
}
