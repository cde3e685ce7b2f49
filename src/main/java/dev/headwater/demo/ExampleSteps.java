package dev.headwater.demo;

import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The steps that make one version of the example's data and model. Each does its work, writes a
 * file, emits its event and reports its progress. Not safe for use by several threads.
 */
final class ExampleSteps {

  private final HeadwaterClient client;
  private final Path folder;
  private final Progress progress;
  private final ExampleSettings settings;
  private final ExampleEvents events;
  private final int steps;
  private int step;

  /**
   * @param steps how many steps will be called, for the progress
   */
  ExampleSteps(
      HeadwaterClient client, Path folder, Progress progress, ExampleSettings settings, int steps) {
    this.client = client;
    this.folder = folder;
    this.progress = progress;
    this.settings = settings;
    this.events = new ExampleEvents(client, settings);
    this.steps = steps;
  }

  /** The samples to learn from, and those to measure with. */
  record Split(Dataset pool, Dataset heldOut) {}

  /**
   * What the filter left, and what it did.
   *
   * @param halved languages that lost at least half of their samples, the most affected first
   */
  record Cleaned(Dataset dataset, Cleaning.Result result, List<String> halved) {}

  /** The pseudo-words, and the event that says that they were made. */
  record Chains(Dataset dataset, UUID event) {}

  Dataset ingest() throws IOException {
    begin("ingest");
    Dataset names = dataset("names", LocaleNames.collect());
    done(events.ingest(names.data(), names.file().byLanguage().keySet()), size(names));
    return names;
  }

  Split holdOut(Dataset names) throws IOException {
    begin("hold out");
    HoldOut split = HoldOut.split(names.samples());
    Dataset pool = dataset("names-pool", split.pool());
    Dataset heldOut = dataset("names-held-out", split.heldOut());
    done(
        events.holdOut(names.data(), pool.data(), heldOut.data()),
        ExampleReport.size(heldOut.file()) + " held out");
    return new Split(pool, heldOut);
  }

  Cleaned clean(Dataset pool) throws IOException {
    begin("clean");
    Cleaning.Result result =
        Cleaning.apply(pool.samples(), settings.minimumLength(), settings.acrossLanguages());
    Dataset clean = dataset("names-clean", result.kept());
    List<String> halved = ExampleReport.halved(result.effects());
    client.step(
        events.clean(pool.data(), clean.data(), result, halved),
        counting -> {
          for (Sample sample : pool.samples()) {
            counting.read(pool.data(), 1).in("language", sample.language());
          }
          for (Sample sample : clean.samples()) {
            counting.wrote(clean.data(), 1).in("language", sample.language());
          }
        });
    progress.finished(step, steps, size(clean));
    return new Cleaned(clean, result, halved);
  }

  Dataset balance(Dataset clean) throws IOException {
    begin("balance");
    Dataset base = dataset("names-base", balanced(clean));
    client.emit(events.balanceIsMeant(base.data()));
    done(events.balance(clean.data(), base.data()), size(base));
    return base;
  }

  Dataset sentences(Dataset base) throws IOException {
    begin("synthesize, documented");
    TemplateSentences generator =
        new TemplateSentences(settings.template(), settings.sentencesUpTo(), settings.seed());
    Dataset sentences = dataset("sentences", generator.generate(base.samples()));
    done(events.sentences(base.data(), sentences.data()), size(sentences));
    return sentences;
  }

  /** Makes pseudo-words and says no more than that they were made. */
  Chains undocumentedChains(Dataset base) throws IOException {
    begin("synthesize, undocumented");
    Dataset chains = dataset("letter-chains", chains().generate(base.samples()));
    LineageEvent event = events.undocumentedChains(chains.data());
    done(event, size(chains));
    return new Chains(chains, event.eventId());
  }

  /** Makes pseudo-words and says how. */
  Chains documentedChains(Dataset base) throws IOException {
    begin("synthesize, documented");
    Dataset chains = dataset("letter-chains", chains().generate(base.samples()));
    LineageEvent event = events.documentedChains(base.data(), chains.data());
    done(event, size(chains));
    return new Chains(chains, event.eventId());
  }

  Dataset merge(Dataset base, Dataset sentences, Dataset chains) throws IOException {
    begin("merge");
    List<Sample> all = new ArrayList<>(base.samples());
    all.addAll(sentences.samples());
    all.addAll(chains.samples());
    Dataset mix = dataset("training-mix", all);
    done(events.merge(base.data(), sentences.data(), chains.data(), mix.data()), size(mix));
    return mix;
  }

  Accuracy train(Dataset mix, Dataset heldOut) throws IOException {
    begin("train");
    LanguageIdentifier identifier = LanguageIdentifier.train(mix.samples());
    Path file = file("language-identifier");
    identifier.write(file);
    Accuracy accuracy = Accuracy.measure(identifier, heldOut.samples());
    Data model = model().bytes(Files.size(file)).sha256(Sha256.of(file));
    done(
        events.train(mix.data(), heldOut.data(), model, accuracy, ExampleReport.lost(accuracy)),
        ExampleReport.size(identifier));
    return accuracy;
  }

  /**
   * Generates the pseudo-words again and documents how they were made.
   *
   * @throws IllegalStateException when the bytes differ, so that the documentation would not be
   *     true
   */
  void document(Chains undocumented, Dataset base) throws IOException {
    Dataset left = undocumented.dataset();
    DataFile again =
        DataFile.write(file("letter-chains-again"), chains().generate(base.file().read()));
    if (!again.sha256().equals(left.file().sha256())) {
      throw new IllegalStateException(
          again.path() + " differs from " + left.file().path() + ", so nothing was documented");
    }
    client.emit(
        events.documentChains(undocumented.event(), base.data(), left.data(), again.sha256()));
    progress.report("documented " + left.data() + ": generated again, the SHA-256 is the same");
  }

  /** Makes other pseudo-words, and trains a draft on them, without a word of how they were made. */
  Dataset undocumentedWords(Dataset base, String draft) throws IOException {
    LetterChains generator =
        new LetterChains(settings.chainsPerLanguage(), settings.chainLength(), settings.seed() + 1);
    Dataset words = dataset("made-up-words", generator.generate(base.samples()));
    client.emit(events.undocumentedWords(words.data()));
    List<Sample> all = new ArrayList<>(base.samples());
    all.addAll(words.samples());
    Path file = file("language-identifier-draft");
    LanguageIdentifier.train(all).write(file);
    Data model =
        Data.model(ExampleEvents.NAMESPACE, "language-identifier", draft)
            .bytes(Files.size(file))
            .sha256(Sha256.of(file));
    client.emit(events.trainDraft(base.data(), words.data(), model));
    return words;
  }

  Data model() {
    return Data.model(ExampleEvents.NAMESPACE, "language-identifier", settings.version());
  }

  List<Sample> balanced(Dataset from) {
    return Balance.apply(from.samples(), settings.perLanguage(), settings.seed());
  }

  private LetterChains chains() {
    return new LetterChains(settings.chainsPerLanguage(), settings.chainLength(), settings.seed());
  }

  private Dataset dataset(String name, List<Sample> samples) throws IOException {
    DataFile written = DataFile.write(file(name), samples);
    return new Dataset(samples, written, events.data(name, written));
  }

  private Path file(String name) {
    return folder.resolve(name + "-" + settings.version() + ".tsv");
  }

  private static String size(Dataset dataset) {
    return ExampleReport.size(dataset.file());
  }

  private void begin(String name) {
    progress.started(++step, steps, name);
  }

  private void done(LineageEvent event, String result) {
    client.emit(event);
    progress.finished(step, steps, result);
  }
}
