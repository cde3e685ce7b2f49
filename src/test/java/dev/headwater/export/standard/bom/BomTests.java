package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportSamples;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Synthetic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the tests of bills of materials share. */
final class BomTests {
  static final List<String> HOSTILE =
      List.of(
          "\"quoted\" 'text' `and` \\ back\\slash",
          "line\nbreak\r\n\ttab",
          "<script>alert(1)</script>",
          "\u2028\u2029\u0085\u00a0",
          "--- %} {{ }} */ // #",
          "\u202eright to left\u202c \u05d0\u05d1 \u0627",
          "\ud83d\ude00 emoji",
          "@graph",
          "_:b0",
          "urn:uuid:00000000-0000-0000-0000-000000000000#x",
          "a\u0000b\u0007",
          "//authority:80/../?q#f");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BomTests() {}

  static JsonNode parse(Export export) {
    try {
      return MAPPER.readTree(export.text());
    } catch (IOException e) {
      throw new AssertionError(export.text(), e);
    }
  }

  /** Every sample: the workflow, facts at random, and hostile texts. */
  static Stream<ExportFacts> all() {
    return all(300);
  }

  /** Like {@link #all()}, with fewer facts at random. */
  static Stream<ExportFacts> some() {
    return all(10);
  }

  private static Stream<ExportFacts> all(int seeds) {
    Stream<ExportFacts> random =
        IntStream.range(0, seeds).mapToObj(seed -> ExportSamples.random(new Random(seed)));
    Stream<ExportFacts> odd = Stream.of(withheld(), inferred());
    return Stream.of(samples(), odd, random, HOSTILE.stream().map(ExportSamples::saying))
        .flatMap(facts -> facts);
  }

  static Stream<ExportFacts> samples() {
    return Stream.of(
        ExportSamples.scraped(),
        ExportSamples.dialogues(),
        ExportSamples.chat(),
        ExportSamples.undocumented());
  }

  /** Every text that the document contains, without the names of fields. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    collect(node, texts);
    return texts;
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual()) {
      texts.add(node.textValue());
    }
    node.forEach(child -> collect(child, texts));
  }

  /** The sample with these events instead of its syntheses, and these documents. */
  static ExportFacts with(
      ExportFacts facts, Bounded<LineageEvent> syntheses, Bounded<LineageEvent> documents) {
    return new ExportFacts(
        facts.summary(),
        syntheses,
        facts.trainings(),
        facts.others(),
        documents,
        facts.ancestors(),
        facts.links(),
        facts.leftOut());
  }

  static ExportFacts withLinks(ExportFacts facts, List<Ancestor> ancestors, List<Link> links) {
    return new ExportFacts(
        facts.summary(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        ancestors,
        links,
        facts.leftOut());
  }

  static ExportFacts lacking(ExportFacts facts, List<String> leftOut) {
    return new ExportFacts(
        facts.summary(),
        facts.syntheses(),
        facts.trainings(),
        facts.others(),
        facts.documents(),
        facts.ancestors(),
        facts.links(),
        leftOut);
  }

  /** The synthesis of the sample, in which the prompts are withheld. */
  static ExportFacts withheld() {
    LineageEvent event =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-00000000000a","eventTime":"2026-11-21T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"r",
             "job":{"namespace":"pipelines","name":"make"},
             "outputs":[{"asset":"dataset:lab:dialogues@1"}],
             "synthesize":{"prompts":{"withheld":"a trade secret"},
               "seed":{"notApplicable":"drawn from a grammar"}}}
            """);
    return with(ExportSamples.dialogues(), Bounded.all(List.of(event)), Bounded.all(List.of()));
  }

  /** The synthesis of the sample, with one input that is only inferred. */
  static ExportFacts inferred() {
    LineageEvent event =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-00000000000b","eventTime":"2026-11-21T10:00:00Z",
             "type":"SYNTHESIZE","producer":"p","run":"r",
             "job":{"namespace":"pipelines","name":"make"},"inputsComplete":"COMPLETE",
             "inputs":[{"asset":"dataset:lab:a@1","role":"SEED"},
               {"asset":"dataset:lab:b@1","role":"SOURCE","inferred":true}],
             "outputs":[{"asset":"dataset:lab:dialogues@1"}]}
            """);
    List<Link> links =
        event.inputs().stream()
            .map(
                input ->
                    new Link(
                        input.asset(),
                        ExportSamples.DIALOGUES,
                        input.role(),
                        event.type(),
                        "r",
                        input.inferred()))
            .toList();
    return withLinks(
        with(ExportSamples.dialogues(), Bounded.all(List.of(event)), Bounded.all(List.of())),
        List.of(),
        links);
  }

  /** An ingest in which every text is a placeholder. */
  static ExportFacts placeholders() {
    LineageEvent event =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-00000000000e","eventTime":"2026-11-21T10:00:00Z",
             "type":"INGEST","producer":"p","run":"r",
             "job":{"namespace":"pipelines","name":"crawl"},
             "outputs":[{"asset":"dataset:lab:vague","sha256":"unknown"}],
             "agents":[{"id":"unknown","type":"PERSON","role":"n/a"}],
             "ingest":{"sourceUri":"TBD","declaredLicense":"unknown","concludedLicense":"None",
               "consent":"n/a","intendedUse":"todo","collectionMethod":"other"}}
            """);
    AssetSummary summary =
        new AssetSummary(
            event.outputs().get(0).asset(),
            Synthetic.UNKNOWN,
            Documentation.NOT_APPLICABLE,
            List.of(),
            List.of(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "unknown",
            List.of(),
            event.agents(),
            List.of(),
            event.ingest(),
            event.inputsComplete(),
            ExposureCounts.NONE,
            0);
    return new ExportFacts(
        summary,
        Bounded.all(List.of()),
        Bounded.all(List.of()),
        Bounded.all(List.of(event)),
        Bounded.all(List.of()),
        List.of(),
        List.of(),
        List.of());
  }

  /** A DOCUMENT that adds a seed to the synthesis of the sample. */
  static LineageEvent lateSeed() {
    return EventJson.read(
        """
        {"eventId":"00000000-0000-4000-8000-00000000000c","eventTime":"2026-11-23T10:00:00.5Z",
         "type":"DOCUMENT","producer":"p","run":"r","job":{"namespace":"docs","name":"late"},
         "inputs":[{"asset":"dataset:lab:late-seed@1","role":"SEED"}],
         "agents":[{"id":"ada","type":"PERSON","role":"CURATOR"}],
         "document":{"target":"dataset:lab:dialogues@1",
           "amends":"00000000-0000-4000-8000-000000000002",
           "synthesize":{"parameters":{"seed":"42"},"terms":"https://example.org/terms"},
           "reclassify":{"synthetic":"YES","reason":"it is generated"},
           "evidence":[{"uri":"https://example.org/e","sha256":"ab"}]}}
        """);
  }
}
