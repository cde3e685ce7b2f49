package dev.headwater.demo;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.Agents;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Runs a data workflow from raw text to a trained model and records it step by step. The workflow
 * has two parts, so that a user can see what happens in between: the first part leaves one
 * synthetic dataset undocumented and trains a model on it, the second part documents that dataset.
 *
 * <pre>{@code
 * try (HeadwaterClient client =
 *     ExampleWorkflow.client().bootstrapServers(kafka).registryUrl(registry).build()) {
 *   ExampleWorkflow workflow = new ExampleWorkflow(client, folder, progress);
 *   ExampleWorkflow.Trained trained = workflow.prepareAndTrain();
 *   client.flush(Duration.ofSeconds(30));
 *   // alerts for trained.undocumented() and for trained.model() are open
 *   workflow.document();
 *   client.flush(Duration.ofSeconds(30));
 *   // both alerts are resolved
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads. The workflow takes about 5 seconds and 300 MB of memory
 * on two cores, and about 25 MB in the folder.
 */
public final class ExampleWorkflow {

  private static final int STEPS = 8;
  private static final String DRAFT = "2-draft";

  private final HeadwaterClient client;
  private final Path folder;
  private final Progress progress;
  private final ExampleSettings settings;
  private final ExampleEvents events;
  private Optional<Undocumented> undocumented = Optional.empty();
  private int step;

  /**
   * The result of the first part.
   *
   * @param model the trained model
   * @param undocumented the synthetic dataset among its training data whose making is not
   *     documented
   * @param undocumentedEvent the event that says that this dataset was made
   * @param accuracy share of the held-out samples that the model identifies correctly, from 0 to 1
   */
  public record Trained(Asset model, Asset undocumented, UUID undocumentedEvent, double accuracy) {}

  /** Samples, the file that holds them, and the description of it that events use. */
  private record Dataset(List<Sample> samples, DataFile file, Data data) {}

  private record Undocumented(UUID event, Dataset base, Dataset chains) {}

  /**
   * @param folder where the files go; it is created if it does not exist, and its files are
   *     replaced
   */
  public ExampleWorkflow(HeadwaterClient client, Path folder, Progress progress) {
    this(client, folder, progress, ExampleSettings.DEFAULT);
  }

  public ExampleWorkflow(
      HeadwaterClient client, Path folder, Progress progress, ExampleSettings settings) {
    this.client = client;
    this.folder = folder;
    this.progress = progress;
    this.settings = settings;
    this.events = new ExampleEvents(client, settings);
  }

  /**
   * Returns a client builder with the settings that all events of this workflow share. The caller
   * still has to set the servers.
   */
  public static HeadwaterClient.Builder client() {
    return HeadwaterClient.builder()
        .producer("https://git.example/headwater/demo@1.0")
        .agent(Agents.organization(ExampleEvents.ORGANIZATION, "DATA_OWNER"));
  }

  /**
   * Ingests, holds out, cleans, balances, synthesizes twice, merges and trains. Emits eight events.
   */
  public Trained prepareAndTrain() throws IOException {
    Files.createDirectories(folder);
    step = 0;
    Dataset names = ingest();

    begin("hold out");
    HoldOut split = HoldOut.split(names.samples());
    Dataset pool = dataset("names-pool", split.pool());
    Dataset heldOut = dataset("names-held-out", split.heldOut());
    done(
        events.holdOut(names.data(), pool.data(), heldOut.data()),
        ExampleReport.size(heldOut.file()) + " held out");

    begin("clean");
    Cleaning.Result cleaning = Cleaning.apply(pool.samples(), settings.minimumLength());
    Dataset clean = dataset("names-clean", cleaning.kept());
    List<String> halved = ExampleReport.halved(cleaning.effects());
    done(events.clean(pool.data(), clean.data(), cleaning, halved), size(clean));
    ExampleReport.filter(cleaning).forEach(progress::report);

    Dataset base = balance(clean);
    Dataset sentences = sentences(base);
    Dataset chains = chains(base);
    Dataset mix = merge(base, sentences, chains);
    Accuracy accuracy = train(mix, heldOut);

    Accuracy filtered = accuracyOf(base.samples(), heldOut);
    Accuracy unfiltered = accuracyOf(balanced(pool), heldOut);
    Set<String> generated = sentences.file().byLanguage().keySet();
    ExampleReport.accuracy(accuracy).forEach(progress::report);
    progress.report(ExampleReport.filterEffect(halved, unfiltered, filtered));
    progress.report(ExampleReport.synthesisEffect(generated, filtered, accuracy));

    return new Trained(
        model().asset(),
        chains.data().asset(),
        undocumented.orElseThrow().event(),
        accuracy.overall());
  }

  /**
   * Documents the dataset that was left undocumented. First it makes sure that the documentation is
   * true: it generates the data again from the recorded seeds and parameters, and the bytes must be
   * the same. Emits one event.
   *
   * @throws IllegalStateException when the bytes differ, or nothing was trained before
   */
  public void document() throws IOException {
    Undocumented left =
        undocumented.orElseThrow(() -> new IllegalStateException("prepareAndTrain() comes first"));
    DataFile was = left.chains().file();
    DataFile again = write("letter-chains-again", generator().generate(left.base().file().read()));
    if (!again.sha256().equals(was.sha256())) {
      throw new IllegalStateException(
          again.path() + " differs from " + was.path() + ", so nothing was documented");
    }
    client.emit(
        events.documentChains(
            left.event(), left.base().data(), left.chains().data(), again.sha256()));
    progress.report(
        "documented " + left.chains().data() + ": generated again, the SHA-256 is the same");
  }

  /**
   * Makes one more synthetic dataset, trains a draft of the model on it, and leaves it
   * undocumented, so that a reader can document it. Emits two events.
   *
   * @return the undocumented dataset
   * @throws IllegalStateException when nothing was trained before
   */
  public Asset leaveUndocumented() throws IOException {
    Dataset base =
        undocumented
            .orElseThrow(() -> new IllegalStateException("prepareAndTrain() comes first"))
            .base();
    LetterChains generator =
        new LetterChains(settings.chainsPerLanguage(), settings.chainLength(), settings.seed() + 1);
    Dataset words = dataset("made-up-words", generator.generate(base.samples()));
    client.emit(events.undocumentedWords(words.data()));
    List<Sample> all = new ArrayList<>(base.samples());
    all.addAll(words.samples());
    Path file = folder.resolve("language-identifier-draft.tsv");
    LanguageIdentifier.train(all).write(file);
    Data draft =
        Data.model(ExampleEvents.NAMESPACE, "language-identifier", DRAFT)
            .bytes(Files.size(file))
            .sha256(Sha256.of(file));
    client.emit(events.trainDraft(base.data(), words.data(), draft));
    return words.data().asset();
  }

  private Dataset ingest() throws IOException {
    begin("ingest");
    Dataset names = dataset("names", LocaleNames.collect());
    done(events.ingest(names.data(), names.file().byLanguage().keySet()), size(names));
    return names;
  }

  private Dataset balance(Dataset clean) throws IOException {
    begin("balance");
    Dataset base = dataset("names-base", balanced(clean));
    done(events.balance(clean.data(), base.data()), size(base));
    return base;
  }

  private Dataset sentences(Dataset base) throws IOException {
    begin("synthesize, documented");
    TemplateSentences generator =
        new TemplateSentences(settings.template(), settings.sentencesUpTo(), settings.seed());
    Dataset sentences = dataset("sentences", generator.generate(base.samples()));
    done(events.sentences(base.data(), sentences.data()), size(sentences));
    return sentences;
  }

  private Dataset chains(Dataset base) throws IOException {
    begin("synthesize, undocumented");
    Dataset chains = dataset("letter-chains", generator().generate(base.samples()));
    LineageEvent event = events.undocumentedChains(chains.data());
    undocumented = Optional.of(new Undocumented(event.eventId(), base, chains));
    done(event, size(chains));
    return chains;
  }

  private Dataset merge(Dataset base, Dataset sentences, Dataset chains) throws IOException {
    begin("merge");
    List<Sample> all = new ArrayList<>(base.samples());
    all.addAll(sentences.samples());
    all.addAll(chains.samples());
    Dataset mix = dataset("training-mix", all);
    done(events.merge(base.data(), sentences.data(), chains.data(), mix.data()), size(mix));
    return mix;
  }

  private Accuracy train(Dataset mix, Dataset heldOut) throws IOException {
    begin("train");
    LanguageIdentifier identifier = LanguageIdentifier.train(mix.samples());
    Path file = folder.resolve("language-identifier.tsv");
    identifier.write(file);
    Accuracy accuracy = Accuracy.measure(identifier, heldOut.samples());
    Data model = model().bytes(Files.size(file)).sha256(Sha256.of(file));
    done(
        events.train(mix.data(), heldOut.data(), model, accuracy, ExampleReport.lost(accuracy)),
        ExampleReport.size(identifier));
    return accuracy;
  }

  private Data model() {
    return Data.model(ExampleEvents.NAMESPACE, "language-identifier", settings.version());
  }

  private static Accuracy accuracyOf(List<Sample> learntFrom, Dataset heldOut) {
    return Accuracy.measure(LanguageIdentifier.train(learntFrom), heldOut.samples());
  }

  private List<Sample> balanced(Dataset from) {
    return Balance.apply(from.samples(), settings.perLanguage(), settings.seed());
  }

  private LetterChains generator() {
    return new LetterChains(settings.chainsPerLanguage(), settings.chainLength(), settings.seed());
  }

  private Dataset dataset(String name, List<Sample> samples) throws IOException {
    DataFile file = write(name, samples);
    return new Dataset(samples, file, events.data(name, file));
  }

  private static String size(Dataset dataset) {
    return ExampleReport.size(dataset.file());
  }

  private DataFile write(String name, List<Sample> samples) throws IOException {
    return DataFile.write(folder.resolve(name + ".tsv"), samples);
  }

  private void begin(String name) {
    progress.started(++step, STEPS, name);
  }

  private void done(LineageEvent event, String result) {
    client.emit(event);
    progress.finished(step, STEPS, result);
  }
}
