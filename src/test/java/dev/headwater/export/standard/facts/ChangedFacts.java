package dev.headwater.export.standard.facts;

import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.model.Agent;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Optional;

/** Makes facts from the samples that differ from them in one respect. */
public final class ChangedFacts {
  /** Texts that try to leave their place in Markdown, YAML or JSON. */
  public static final List<String> HOSTILE =
      List.of(
          "say \"yes\" or 'no'",
          "one\ntwo\r\nthree",
          "<script>alert(1)</script>",
          "a\u2028b\u2029c\u0085d",
          "---",
          "---\nlicense: mit\n---",
          "...",
          "%} {{ x }} {% y",
          "back\\slash \\n \\u0041 \\",
          "\u202Etxt.exe\u202C \u2066x\u2069",
          "no",
          "~",
          "null",
          "1.0",
          "2026-11-30",
          "*anchor &ref !tag",
          "key: value # comment",
          "# Heading",
          "Heading\n===",
          "- item",
          "| a | b |",
          "```\ncode",
          "[x](javascript:alert)",
          "![x](y)",
          "&lt;b&gt; &amp;",
          "tab\there\u0000\u0007\u001B",
          "\uFEFFbom \uD83D\uDE00 \u0635\u0628\u0627\u062D",
          "***bold*** __x__ ~~y~~ $z$");

  private ChangedFacts() {}

  public static ExportFacts leavingOut(ExportFacts facts, String sentence) {
    return new ExportFacts(
        facts.summary(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.ancestors(),
        facts.links(),
        List.of(sentence));
  }

  /** The same facts, as if there were more of the events that make the asset. */
  public static ExportFacts cut(ExportFacts facts) {
    return new ExportFacts(
        facts.summary(),
        Bounded.of(facts.syntheses().items(), facts.syntheses().items().size() + 7L),
        facts.trainings(),
        Bounded.upTo(facts.others().items(), true),
        facts.documents(),
        facts.ancestors(),
        facts.links(),
        facts.leftOut());
  }

  public static ExportFacts ingested(ExportFacts facts, Ingest ingest) {
    return new ExportFacts(
        summary(facts.summary(), Optional.of(ingest), facts.summary().agents()),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.ancestors(),
        facts.links(),
        facts.leftOut());
  }

  /** The facts of the same asset, made by this event alone, with other ancestors. */
  public static ExportFacts madeBy(ExportFacts facts, List<Ancestor> ancestors, String json) {
    LineageEvent event = EventJson.read(json);
    List<Link> links =
        event.inputs().stream()
            .map(
                input ->
                    new Link(
                        input.asset(),
                        facts.asset(),
                        input.role(),
                        event.type(),
                        event.run(),
                        input.inferred()))
            .toList();
    boolean synthesis = event.type() == EventType.SYNTHESIZE;
    boolean training = event.type() == EventType.TRAIN;
    return new ExportFacts(
        summary(facts.summary(), event.ingest(), event.agents()),
        Bounded.all(synthesis ? List.of(event) : List.of()),
        Bounded.all(training ? List.of(event) : List.of()),
        Bounded.all(synthesis || training ? List.of() : List.of(event)),
        Bounded.all(List.of()),
        ancestors,
        links,
        List.of());
  }

  private static AssetSummary summary(
      AssetSummary from, Optional<Ingest> ingest, List<Agent> agents) {
    return new AssetSummary(
        from.asset(),
        from.synthetic(),
        from.documentation(),
        from.missing(),
        from.producedBy(),
        from.records(),
        from.bytes(),
        from.sha256(),
        from.composition(),
        agents,
        from.decisions(),
        ingest,
        from.inputsComplete(),
        from.exposures(),
        from.openAlerts());
  }

  public static Ingest license(String license) {
    Ingest none = Ingest.EMPTY;
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        license,
        "",
        none.personalData(),
        none.containsSynthetic(),
        "",
        "",
        "");
  }

  public static Ingest languages(String... languages) {
    Ingest none = Ingest.EMPTY;
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(languages),
        List.of(),
        "",
        "",
        none.personalData(),
        none.containsSynthetic(),
        "",
        "",
        "");
  }
}
