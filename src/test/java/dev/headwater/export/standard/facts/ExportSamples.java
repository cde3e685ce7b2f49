package dev.headwater.export.standard.facts;

import dev.headwater.codec.json.EventJson;
import dev.headwater.export.Bounded;
import dev.headwater.export.CardFacts;
import dev.headwater.export.Cards;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Production;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Facts of a small workflow, and facts at random, for the tests of the standards. */
public final class ExportSamples {
  public static final Asset SCRAPED = Asset.parse("dataset:s3%3A//lake:corpora/udhr@2026-11");
  public static final Asset DIALOGUES = Asset.parse("dataset:lab:dialogues@1");
  public static final Asset CHAT = Asset.parse("model:lab:chat@3");

  private static final LineageEvent INGEST =
      EventJson.read(
          """
          {"eventId":"00000000-0000-4000-8000-000000000001","eventTime":"2026-11-20T10:00:00Z",
           "type":"INGEST","producer":"https://git.example/crawl@17","run":"r1",
           "job":{"namespace":"pipelines","name":"crawl"},
           "outputs":[{"asset":"dataset:s3%3A//lake:corpora/udhr@2026-11","records":175,
             "bytes":20480,
             "sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             "composition":[{"dimension":"language","unit":"records","method":"MEASURED",
               "counts":{"en":100,"sw":70},"unknown":5}]}],
           "inputsComplete":"COMPLETE",
           "agents":[{"id":"org:lab","type":"ORGANIZATION","role":"COLLECTOR"}],
           "ingest":{"sourceUri":"https://example.org/udhr","collectionMethod":"download",
             "collectionTypes":["Web Scraping"],"collectedFrom":"2026-11-01",
             "collectedTo":"2026-11-19","languages":["en","sw"],"regions":["KE"],
             "declaredLicense":"CC-BY-4.0","personalData":"NO","containsSynthetic":"NO",
             "consent":"not needed","intendedUse":"language modelling","rationale":"coverage"}}
          """);

  private static final LineageEvent SYNTHESIZE =
      EventJson.read(
          """
          {"eventId":"00000000-0000-4000-8000-000000000002","eventTime":"2026-11-21T10:00:00Z",
           "type":"SYNTHESIZE","producer":"https://git.example/dialogue@4f2c1d","run":"7d3e",
           "job":{"namespace":"pipelines","name":"make-dialogues"},
           "inputs":[{"asset":"dataset:s3%3A//lake:corpora/udhr@2026-11","role":"SEED",
               "records":175},
             {"asset":"model:openai:text-davinci-003@2022-11-28","role":"GENERATOR"}],
           "outputs":[{"asset":"dataset:lab:dialogues@1","records":52002,"composition":[
             {"dimension":"language","unit":"records","method":"MEASURED",
              "counts":{"en":51000,"sw":1002},"unknown":0}]}],
           "inputsComplete":"COMPLETE",
           "agents":[{"id":"orcid:0000-0002-1825-0097","type":"PERSON","role":"PROMPT_AUTHOR",
             "onBehalfOf":"org:lab"}],
           "decisions":[{"id":"d-17","kind":"PROMPT","question":"Which register?",
             "choice":"informal","rationale":"users write informally",
             "decidedBy":["orcid:0000-0002-1825-0097"],"affectedGroups":["en"],
             "evidence":["https://wiki.example/d-17"]}],
           "synthesize":{"kind":"LLM","generators":[{"provider":"openai",
               "model":"text-davinci-003","revision":"2022-11-28"}],
             "prompts":[{"role":"user","template":"You are asked to ...",
               "uri":"https://git.example/prompt.txt"}],
             "parameters":{"temperature":"1.0","top_p":"1.0"},"requested":82000,"kept":52002,
             "filters":["rouge-l > 0.7 rejected"],"terms":"https://openai.example/terms",
             "purpose":"instruction tuning"}}
          """);

  private static final LineageEvent TRAIN =
      EventJson.read(
          """
          {"eventId":"00000000-0000-4000-8000-000000000003","eventTime":"2026-11-22T10:00:00Z",
           "type":"TRAIN","producer":"https://git.example/train@9","run":"t1",
           "job":{"namespace":"pipelines","name":"train-chat"},
           "inputs":[{"asset":"dataset:lab:dialogues@1","role":"SOURCE","records":52002},
             {"asset":"model:lab:base@1","role":"BASE_MODEL"}],
           "outputs":[{"asset":"model:lab:chat@3","bytes":7000000}],
           "inputsComplete":"COMPLETE",
           "agents":[{"id":"org:lab","type":"ORGANIZATION","role":"TRAINER"},
             {"id":"trainer/2.1","type":"SOFTWARE","role":"TOOL"}],
           "train":{"stage":"fine-tuning","hyperparameters":{"lr":"1e-5"},
             "intendedUse":{"description":"chat","users":"everybody",
               "targets":[{"dimension":"language","minimumShare":{"sw":0.1}}]}}}
          """);

  private ExportSamples() {}

  /** A dataset that was collected, with everything that an ingest can state. */
  public static ExportFacts scraped() {
    return made(SCRAPED, Synthetic.NO, Documentation.NOT_APPLICABLE, INGEST, List.of());
  }

  /** A documented synthetic dataset. */
  public static ExportFacts dialogues() {
    return made(DIALOGUES, Synthetic.YES, Documentation.DOCUMENTED, SYNTHESIZE, List.of(INGEST));
  }

  /** A model that was trained on {@link #dialogues()}. */
  public static ExportFacts chat() {
    return made(
        CHAT,
        Synthetic.INHERITED,
        Documentation.NOT_APPLICABLE,
        TRAIN,
        List.of(SYNTHESIZE, INGEST));
  }

  /** An asset that an event names, and about which nothing else is known. */
  public static ExportFacts nothingOf(Asset asset) {
    return of(Cards.nothingOf(asset), List.of(), List.of());
  }

  /** Synthetic data of which an event states nothing but that it was made. */
  public static ExportFacts undocumented() {
    LineageEvent bare =
        EventJson.read(
            """
            {"eventId":"00000000-0000-4000-8000-000000000004","eventTime":"2026-11-21T10:00:00Z",
             "type":"SYNTHESIZE","producer":"unknown-tool","run":"1",
             "job":{"namespace":"pipelines","name":"mystery"},
             "outputs":[{"asset":"dataset:lab:mystery"}]}
            """);
    return made(
        Asset.parse("dataset:lab:mystery"),
        Synthetic.YES,
        Documentation.UNDOCUMENTED,
        bare,
        List.of());
  }

  /** Random facts, which need not be consistent. The same random numbers give the same facts. */
  public static ExportFacts random(Random random) {
    return of(Cards.random(random), List.of(), List.of());
  }

  /** Facts in which every text that an event can contain is {@code text}. */
  public static ExportFacts saying(String text) {
    return of(Cards.saying(text), List.of(), List.of(text));
  }

  private static ExportFacts made(
      Asset asset,
      Synthetic synthetic,
      Documentation documentation,
      LineageEvent maker,
      List<LineageEvent> before) {
    List<LineageEvent> all = new ArrayList<>(List.of(maker));
    all.addAll(before);
    Map<Asset, Ancestor> ancestors = new LinkedHashMap<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      LineageEvent event = all.get(i);
      for (Input input : event.inputs()) {
        links.add(link(event, input));
        ancestors.putIfAbsent(
            input.asset(), new Ancestor(input.asset(), i + 1, stateOf(input.asset())));
      }
    }
    Output output = maker.outputs().get(0);
    AssetSummary summary =
        summary(
            asset,
            synthetic,
            documentation,
            List.of(maker),
            output,
            maker.agents(),
            maker.decisions(),
            maker.ingest());
    boolean isSynthesis = maker.type() == EventType.SYNTHESIZE;
    boolean isTraining = maker.type() == EventType.TRAIN;
    return new ExportFacts(
        summary,
        Bounded.all(isSynthesis ? List.of(maker) : List.of()),
        Bounded.all(isTraining ? List.of(maker) : List.of()),
        Bounded.all(isSynthesis || isTraining ? List.of() : List.of(maker)),
        Bounded.all(List.of()),
        List.copyOf(ancestors.values()),
        links,
        List.of());
  }

  private static Optional<State> stateOf(Asset asset) {
    if (asset.equals(DIALOGUES)) {
      return Optional.of(new State(Synthetic.YES, Documentation.DOCUMENTED, List.of(), true));
    }
    if (asset.equals(SCRAPED)) {
      return Optional.of(new State(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), true));
    }
    return Optional.empty();
  }

  private static Link link(LineageEvent event, Input input) {
    return new Link(
        input.asset(),
        event.outputs().get(0).asset(),
        input.role(),
        event.type(),
        event.run(),
        input.inferred());
  }

  private static ExportFacts of(CardFacts card, List<Ancestor> more, List<String> leftOut) {
    Map<Asset, Ancestor> ancestors = new LinkedHashMap<>();
    List<Link> links = new ArrayList<>();
    Predicate<Asset> isOther = asset -> !asset.equals(card.summary().asset());
    Stream.of(card.syntheses(), card.trainings(), card.others(), card.documents())
        .flatMap(list -> list.items().stream())
        .flatMap(event -> event.inputs().stream())
        .filter(input -> isOther.test(input.asset()))
        .forEach(
            input -> {
              ancestors.putIfAbsent(
                  input.asset(),
                  new Ancestor(
                      input.asset(),
                      1,
                      Optional.of(
                          new State(
                              Synthetic.YES,
                              Documentation.PARTIAL,
                              List.of(Condition.SEED),
                              false))));
              links.add(
                  new Link(
                      input.asset(),
                      card.summary().asset(),
                      input.role(),
                      EventType.TRANSFORM,
                      "run",
                      input.inferred()));
            });
    more.forEach(ancestor -> ancestors.putIfAbsent(ancestor.asset(), ancestor));
    return new ExportFacts(
        card.summary(),
        card.syntheses(),
        card.trainings(),
        card.others(),
        card.documents(),
        List.copyOf(ancestors.values()),
        links,
        leftOut);
  }

  private static AssetSummary summary(
      Asset asset,
      Synthetic synthetic,
      Documentation documentation,
      List<LineageEvent> makers,
      Output output,
      List<Agent> agents,
      List<Decision> decisions,
      Optional<Ingest> ingest) {
    List<Condition> missing =
        documentation == Documentation.UNDOCUMENTED ? List.of(Condition.values()) : List.of();
    List<Composition> composition = output.composition();
    OptionalLong records = output.records();
    return new AssetSummary(
        asset,
        synthetic,
        documentation,
        missing,
        makers.stream()
            .map(
                event ->
                    new Production(
                        event.eventId(),
                        event.type(),
                        event.eventTime(),
                        event.job(),
                        event.run(),
                        event.producer()))
            .toList(),
        records,
        output.bytes(),
        output.sha256(),
        composition,
        agents,
        decisions,
        ingest,
        makers.get(0).inputsComplete(),
        ExposureCounts.NONE,
        0);
  }
}
