package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.NOT_STATED;
import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.count;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Document;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Writes synthesis records as Markdown: generators, seeds, prompts, parameters, terms. */
public final class SynthesisBlocks {
  private static final Stated<List<Input>> NO_SEED = new Stated.Given<>(List.of());

  private final MarkdownPage page;
  private final ListedAgents agents;

  public SynthesisBlocks(MarkdownPage page, ListedAgents agents) {
    this.page = page;
    this.agents = agents;
  }

  /** Writes one section for each record, the latest first. */
  public void write(ExportFacts facts, int level) {
    for (SynthesisRecord record : SynthesisRecord.of(facts)) {
      page.heading(level, "Synthesis of " + record.event().eventTime());
      write(record);
    }
    page.cut("Synthesis records", facts.syntheses());
  }

  private void write(SynthesisRecord record) {
    List<Synthesize> payloads = payloads(record);
    page.bullet("Event", code(record.event().eventId().toString()));
    page.bullet(
        "Completed by documents",
        record.completions().isEmpty()
            ? "none"
            : String.join(
                ", ",
                record.completions().stream().map(one -> code(one.eventId().toString())).toList()));
    page.bullet("Kind", record.kind().map(MarkdownPage::code).orElse(NOT_STATED));
    page.bullet("Purpose", words(record.purpose()));
    page.bullet("Terms of use of the generators", words(record.terms()));
    page.bullet("Records requested", count(latest(payloads, Synthesize::requested)));
    page.bullet("Records kept", count(latest(payloads, Synthesize::kept)));
    page.bullet("Filters", words(filters(payloads)));
    page.bullet(
        "Agents",
        words(record.agents().stream().map(agent -> agents.text(agent.id())).distinct().toList()));
    generators(record, payloads);
    seeds(record, payloads);
    prompts(record, payloads);
    parameters(record, payloads);
  }

  private void generators(SynthesisRecord record, List<Synthesize> payloads) {
    table(
        "Generators",
        List.of("Provider", "Model", "Revision"),
        record.generators().stream()
            .map(one -> List.of(words(one.provider()), words(one.model()), words(one.revision())))
            .toList(),
        reasons(payloads, Synthesize::generators));
  }

  private void seeds(SynthesisRecord record, List<Synthesize> payloads) {
    table(
        "Seeds",
        List.of("Asset", "Records", "SHA-256", "Inferred"),
        record.inputs(Role.SEED).stream().map(SynthesisBlocks::seed).toList(),
        reasons(payloads, SynthesisBlocks::seed));
  }

  /** What a payload says of seeds besides the inputs with the role SEED. */
  public static Stated<List<Input>> seed(Synthesize stated) {
    return stated.seed().orElse(NO_SEED);
  }

  private static List<String> seed(Input input) {
    return List.of(
        code(input.asset()),
        count(input.records()),
        code(input.sha256()),
        input.inferred() ? "yes" : "no");
  }

  private void prompts(SynthesisRecord record, List<Synthesize> payloads) {
    table(
        "Prompts",
        List.of("Role", "Template", "SHA-256", "URI"),
        record.prompts().stream()
            .map(
                one ->
                    List.of(
                        words(one.role()),
                        words(one.template()),
                        code(one.sha256()),
                        code(one.uri())))
            .toList(),
        reasons(payloads, Synthesize::prompts));
  }

  private void parameters(SynthesisRecord record, List<Synthesize> payloads) {
    table(
        "Parameters",
        List.of("Name", "Value"),
        record.parameters().entrySet().stream()
            .map(one -> List.of(code(one.getKey()), words(one.getValue())))
            .toList(),
        reasons(payloads, Synthesize::parameters));
  }

  /** Writes what is stated, and below it what is withheld or cannot exist. */
  private void table(
      String name, List<String> columns, List<List<String>> rows, List<String> reasons) {
    if (!rows.isEmpty()) {
      page.table(name, columns, rows);
    } else if (reasons.isEmpty()) {
      page.bullet(name, NOT_STATED);
    }
    reasons.forEach(reason -> page.bullet(name, reason));
  }

  private static List<String> reasons(
      List<Synthesize> payloads, Function<Synthesize, ? extends Stated<?>> field) {
    List<String> reasons = new ArrayList<>();
    for (Synthesize payload : payloads) {
      String reason = MarkdownPage.reason(field.apply(payload));
      if (!reason.isEmpty() && !reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  /** The latest number that the payloads state. */
  public static OptionalLong latest(
      List<Synthesize> payloads, Function<Synthesize, OptionalLong> field) {
    return payloads.stream()
        .map(field)
        .filter(OptionalLong::isPresent)
        .reduce(OptionalLong.empty(), (earlier, later) -> later);
  }

  /** The filters that the payloads state, each once. */
  public static List<String> filters(List<Synthesize> payloads) {
    return payloads.stream().flatMap(one -> one.filters().stream()).distinct().toList();
  }

  /** What the event and its completions state, the earliest first. */
  public static List<Synthesize> payloads(SynthesisRecord record) {
    List<Synthesize> payloads = new ArrayList<>();
    record.event().synthesize().ifPresent(payloads::add);
    record.completions().stream()
        .map(LineageEvent::document)
        .flatMap(Optional::stream)
        .map(Document::synthesize)
        .flatMap(Optional::stream)
        .forEach(payloads::add);
    return payloads;
  }

  /** The purposes that records state, each once. */
  public static List<String> purposes(ExportFacts facts) {
    return SynthesisRecord.of(facts).stream()
        .map(SynthesisRecord::purpose)
        .filter(Placeholder::counts)
        .distinct()
        .toList();
  }
}
