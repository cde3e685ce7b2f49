package dev.headwater.demo;

import dev.headwater.model.Answer;
import dev.headwater.model.Completeness;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import dev.headwater.sdk.Agents;
import dev.headwater.sdk.CleanBuilder;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.DecisionBuilder;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.IntendedUseBuilder;
import dev.headwater.sdk.Run;
import dev.headwater.sdk.Source;
import dev.headwater.sdk.Synthesis;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Builds the events of the example workflow, one method for each step. */
final class ExampleEvents {

  static final String NAMESPACE = "example";
  static final String ORGANIZATION = "org:example-language-lab";

  private static final String STEWARD = "person:amina.mwangi@example.org";
  private static final String ENGINEER = "person:jonas.berg@example.org";
  private static final String CODE = "https://git.example/headwater/demo";

  private static final Duration WAIVED_FOR = Duration.ofDays(180);

  private final HeadwaterClient client;
  private final ExampleSettings settings;
  private final String runId = UUID.randomUUID().toString();

  ExampleEvents(HeadwaterClient client, ExampleSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** A dataset of the example, with what was measured of its file. */
  Data data(String name, DataFile file) {
    return Data.dataset(NAMESPACE, name, settings.version())
        .records(file.records())
        .bytes(file.bytes())
        .sha256(file.sha256())
        .measured("language", "records", file.byLanguage());
  }

  private Run run(String job) {
    return client.run(NAMESPACE, job, runId);
  }

  LineageEvent ingest(Data names, Collection<String> languages) {
    return run("ingest-names")
        .ingest(names)
        .inputsComplete(Completeness.COMPLETE)
        .source(
            Source.at("https://cldr.unicode.org")
                .collected("java.util.Locale and its like, JDK " + Runtime.version(), "", "")
                .type("reference data")
                .languages(languages)
                .license("Unicode-3.0")
                .personalData(Answer.NO)
                .containsSynthetic(Answer.NO)
                .rationale("names in some 200 languages that every JDK holds"))
        .agent(Agents.person(STEWARD, "DATA_STEWARD", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.INCLUSION, "which-languages")
                .question("Which languages are kept?")
                .choice("all with at least " + LocaleNames.MINIMUM_NAMES + " names of their own")
                .options("the 40 largest", "all")
                .rationale("with fewer, nothing could be held out to measure them by")
                .decidedBy(STEWARD))
        .build();
  }

  LineageEvent holdOut(Data names, Data pool, Data heldOut) {
    return run("hold-out")
        .transform(names, pool)
        .output(heldOut)
        .operation(TransformOperation.SPLIT)
        .codeRef(CODE + "/HoldOut.java")
        .inputsComplete(Completeness.COMPLETE)
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .build();
  }

  /**
   * Returns the builder of the event: its step counts the records and languages that it reads and
   * writes.
   */
  CleanBuilder clean(Data pool, Data cleaned, Cleaning.Result result, List<String> affected) {
    CleanBuilder clean = run("clean-names").clean(pool, cleaned);
    return settings.acrossLanguages()
        ? cleanStrictly(clean, result, affected)
        : cleanMildly(clean, result, affected);
  }

  private CleanBuilder cleanStrictly(
      CleanBuilder clean, Cleaning.Result result, List<String> affected) {
    return clean
        .filter(
            "minimum length",
            CODE + "/Cleaning.java",
            settings.minimumLength() + " code points",
            "short names are mostly abbreviations")
        .filter(
            "global deduplication",
            CODE + "/Cleaning.java",
            "",
            "a text in two languages teaches neither")
        .removed(result.removedByReason())
        .inputsComplete(Completeness.COMPLETE)
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.FILTER, "which-threshold")
                .question("How short may a name be, and whose is one that languages share?")
                .choice(
                    settings.minimumLength()
                        + " code points; the first language by its code keeps a shared name")
                .options("no minimum", "deduplicate within each language only")
                .rationale("simple to explain; what it costs is measured after training")
                .decidedBy(ENGINEER, STEWARD)
                .affects(affected));
  }

  private CleanBuilder cleanMildly(
      CleanBuilder clean, Cleaning.Result result, List<String> affected) {
    return clean
        .filter(
            "deduplication within each language",
            CODE + "/Cleaning.java",
            "",
            "the same name twice teaches nothing new")
        .removed(result.removedByReason())
        .inputsComplete(Completeness.COMPLETE)
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .agent(Agents.person(STEWARD, "DATA_STEWARD", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.FILTER, "which-threshold")
                .question("How short may a name be, and whose is one that languages share?")
                .choice("no minimum; every language keeps a shared name")
                .options("the minimum and the global deduplication of the version before")
                .rationale("those removed some languages whole, and the model could not know them")
                .decidedBy(ENGINEER, STEWARD)
                .affects(affected));
  }

  LineageEvent balance(Data cleaned, Data base) {
    return run("balance-names")
        .transform(cleaned, base)
        .operation(TransformOperation.SAMPLE)
        .codeRef(CODE + "/Balance.java?seed=" + settings.seed())
        .inputsComplete(Completeness.COMPLETE)
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .agent(Agents.person(STEWARD, "DATA_STEWARD", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.TARGET, "how-many-each")
                .question("How much may one language weigh?")
                .choice("at most " + settings.perLanguage() + " names")
                .rationale("half of the languages have fewer; the others would drown them")
                .decidedBy(STEWARD))
        .build();
  }

  /**
   * A person answers for what the balancing does to the largest languages, which is its purpose.
   */
  LineageEvent balanceIsMeant(Data base) {
    return run("balance-names")
        .document(base)
        .waive(
            new Waive(
                RuleName.DISPARATE_REMOVAL,
                Optional.empty(),
                STEWARD,
                "the limit takes from the largest languages, so that they do not drown the others",
                Instant.now().plus(WAIVED_FOR)))
        .agent(Agents.person(STEWARD, "DATA_STEWARD", ORGANIZATION))
        .build();
  }

  LineageEvent sentences(Data base, Data sentences) {
    return run("template-sentences")
        .synthesize(sentences)
        .input(base, Role.SEED)
        .inputsComplete(Completeness.COMPLETE)
        .synthesis(
            Synthesis.of(SynthesisKind.TEMPLATE)
                .generator("example-language-lab", "TemplateSentences", "1.0")
                .prompt("template", settings.template())
                .parameter("random seed", Long.toString(settings.seed()))
                .parameter("up to", Integer.toString(settings.sentencesUpTo()))
                .purpose("more text for languages with few names"))
        .agent(Agents.person(ENGINEER, "PROMPT_AUTHOR", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.GENERATOR, "which-generator")
                .question("What generates text for 200 languages?")
                .choice("a template without words of its own")
                .options("a large language model")
                .rationale("no model at hand knows the smaller of these languages")
                .decidedBy(ENGINEER))
        .build();
  }

  /** A common case: a script says what it wrote, but not how. */
  LineageEvent undocumentedChains(Data chains) {
    return run("letter-chains").synthesize(chains).build();
  }

  LineageEvent documentedChains(Data base, Data chains) {
    return run("letter-chains")
        .synthesize(chains)
        .input(base, Role.SEED)
        .inputsComplete(Completeness.COMPLETE)
        .synthesis(chainsSynthesis())
        .agent(Agents.person(ENGINEER, "GENERATOR_AUTHOR", ORGANIZATION))
        .build();
  }

  /** A second dataset that a script wrote without a word of how. */
  LineageEvent undocumentedWords(Data words) {
    return run("made-up-words").synthesize(words).build();
  }

  /** Trains another version of the model, also on data that nothing documents. */
  LineageEvent trainDraft(Data base, Data words, Data model) {
    return run("train-identifier")
        .train(base, model)
        .input(words)
        .inputsComplete(Completeness.COMPLETE)
        .stage("training from scratch")
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .build();
  }

  LineageEvent merge(Data base, Data sentences, Data chains, Data mix) {
    return run("merge")
        .transform(base, mix)
        .input(sentences)
        .input(chains)
        .operation(TransformOperation.MERGE)
        .codeRef(CODE + "/ExampleWorkflow.java")
        .inputsComplete(Completeness.COMPLETE)
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .build();
  }

  LineageEvent train(Data mix, Data heldOut, Data model, Accuracy accuracy, List<String> lost) {
    return run("train-identifier")
        .train(mix, model)
        .input(heldOut, Role.REFERENCE)
        .inputsComplete(Completeness.COMPLETE)
        .stage("training from scratch")
        .hyperparameter("n-grams", "1 to " + LanguageIdentifier.LONGEST_NGRAM + " characters")
        .hyperparameter("smoothing", Double.toString(LanguageIdentifier.SMOOTHING))
        .intendedUse(
            IntendedUseBuilder.of("tells the language of a short text")
                .users("whoever sorts texts by language")
                .target("language")
                .atLeast(evenShares(accuracy)))
        .agent(Agents.person(ENGINEER, "ENGINEER", ORGANIZATION))
        .agent(Agents.person(STEWARD, "DATA_STEWARD", ORGANIZATION))
        .decision(
            DecisionBuilder.of(DecisionKind.RELEASE, "may-it-be-used")
                .question("May the model be used?")
                .choice("for demonstration only")
                .rationale(
                    String.format(
                        Locale.ROOT,
                        "right for %.1f %% of held-out names, and for none of %d languages",
                        100 * accuracy.overall(),
                        lost.size()))
                .decidedBy(STEWARD)
                .affects(lost))
        .build();
  }

  /** Half of an even share for each language, down to a hundredth of a percent. */
  private static TreeMap<String, Double> evenShares(Accuracy accuracy) {
    TreeMap<String, Double> shares = new TreeMap<>();
    double half = Math.floor(10_000 * 0.5 / accuracy.byLanguage().size()) / 10_000;
    accuracy.byLanguage().keySet().forEach(language -> shares.put(language, half));
    return shares;
  }

  /** Documents how the pseudo-words were made, which their event does not say. */
  LineageEvent documentChains(UUID undocumented, Data base, Data chains, String sha256) {
    return run("document-letter-chains")
        .document(chains)
        .amends(undocumented)
        .input(base, Role.SEED)
        .synthesis(chainsSynthesis())
        .evidence(chains.asset().urn(), sha256)
        .agent(Agents.person(ENGINEER, "GENERATOR_AUTHOR", ORGANIZATION))
        .build();
  }

  private Synthesis chainsSynthesis() {
    return Synthesis.of(SynthesisKind.OTHER)
        .generator("example-language-lab", "LetterChains", "1.0")
        .promptsNotApplicable("a Markov chain over letters takes no prompt")
        .parameter("order", Integer.toString(LetterChains.ORDER))
        .parameter("random seed", Long.toString(settings.seed()))
        .parameter("per language", Integer.toString(settings.chainsPerLanguage()))
        .parameter("longest", settings.chainLength() + " code points");
  }
}
