package dev.headwater.demo;

import dev.headwater.model.Asset;
import dev.headwater.sdk.Agents;
import dev.headwater.sdk.HeadwaterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Runs a data workflow from raw text to a trained model and records it step by step. The workflow
 * has three parts, so that a user can see what happens in between. The first part leaves one
 * synthetic dataset undocumented, removes some languages, and trains a model on the rest. The
 * second part documents that dataset. The third part cleans the same data without removing a
 * language, and trains the next version of the model.
 *
 * <pre>{@code
 * try (HeadwaterClient client =
 *     ExampleWorkflow.client().bootstrapServers(kafka).registryUrl(registry).build()) {
 *   ExampleWorkflow workflow = new ExampleWorkflow(client, folder, progress);
 *   ExampleWorkflow.Trained trained = workflow.prepareAndTrain();
 *   client.flush(Duration.ofSeconds(30));
 *   // alerts for trained.undocumented(), trained.cleaned() and trained.model() are open
 *   workflow.document();
 *   client.flush(Duration.ofSeconds(30));
 *   // those about the undocumented dataset are resolved
 *   ExampleWorkflow.Version next = workflow.restore();
 *   client.flush(Duration.ofSeconds(30));
 *   // no language is missing in next.cleaned() and next.model()
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads. The workflow takes about 8 seconds and 400 MB of memory
 * on two cores, and about 50 MB in the folder.
 */
public final class ExampleWorkflow {

  private static final int STEPS = 8;
  private static final int STEPS_TO_RESTORE = 6;
  private static final String NEXT = "2";
  private static final String DRAFT = "3-draft";

  private final Path folder;
  private final Progress progress;
  private final ExampleSteps first;
  private final ExampleSteps second;
  private Optional<Made> made = Optional.empty();

  /**
   * One version of the data and the model.
   *
   * @param cleaned the dataset that the filter left
   * @param model the trained model
   * @param cleanedByLanguage number of records of each language that the filter left
   * @param accuracy share of the held-out samples that the model identifies correctly, from 0 to 1
   * @param accuracyByLanguage the same for each language that has held-out samples
   */
  public record Version(
      Asset cleaned,
      Asset model,
      SortedMap<String, Long> cleanedByLanguage,
      double accuracy,
      SortedMap<String, Double> accuracyByLanguage) {

    public Version {
      cleanedByLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(cleanedByLanguage));
      accuracyByLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(accuracyByLanguage));
    }

    private static Version of(ExampleSteps steps, Dataset clean, Accuracy accuracy) {
      return new Version(
          clean.data().asset(),
          steps.model().asset(),
          clean.file().byLanguage(),
          accuracy.overall(),
          accuracy.byLanguage());
    }
  }

  /**
   * The result of the first part.
   *
   * @param version what was made
   * @param undocumented the synthetic dataset among the model's training data whose making is not
   *     documented
   * @param undocumentedEvent the event that says that this dataset was made
   */
  public record Trained(Version version, Asset undocumented, UUID undocumentedEvent) {

    /** The trained model. */
    public Asset model() {
      return version.model();
    }
  }

  /** What the later parts need of the first. */
  private record Made(ExampleSteps.Split split, Dataset base, ExampleSteps.Chains undocumented) {}

  /**
   * @param folder where the files go; it is created if it does not exist, and its files are
   *     replaced
   */
  public ExampleWorkflow(HeadwaterClient client, Path folder, Progress progress) {
    this(client, folder, progress, ExampleSettings.DEFAULT);
  }

  public ExampleWorkflow(
      HeadwaterClient client, Path folder, Progress progress, ExampleSettings settings) {
    this.folder = folder;
    this.progress = progress;
    this.first = new ExampleSteps(client, folder, progress, settings, STEPS);
    this.second =
        new ExampleSteps(client, folder, progress, settings.restored(NEXT), STEPS_TO_RESTORE);
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
   * Ingests, holds out, cleans, balances, synthesizes twice, merges and trains. Emits nine events:
   * one for each step, and one in which a person answers for the balancing.
   *
   * @throws IllegalStateException when called twice
   */
  public Trained prepareAndTrain() throws IOException {
    if (made.isPresent()) {
      throw new IllegalStateException("prepareAndTrain() has been called already");
    }
    Files.createDirectories(folder);
    ExampleSteps.Split split = first.holdOut(first.ingest());
    ExampleSteps.Cleaned clean = first.clean(split.pool());
    ExampleReport.filter(clean.result()).forEach(progress::report);
    Dataset base = first.balance(clean.dataset());
    Dataset sentences = first.sentences(base);
    ExampleSteps.Chains chains = first.undocumentedChains(base);
    made = Optional.of(new Made(split, base, chains));
    Accuracy accuracy =
        first.train(first.merge(base, sentences, chains.dataset()), split.heldOut());

    Accuracy filtered = accuracyOf(base.samples(), split.heldOut());
    Accuracy unfiltered = accuracyOf(first.balanced(split.pool()), split.heldOut());
    Set<String> generated = sentences.file().byLanguage().keySet();
    ExampleReport.accuracy(accuracy).forEach(progress::report);
    progress.report(ExampleReport.filterEffect(clean.halved(), unfiltered, filtered));
    progress.report(ExampleReport.synthesisEffect(generated, filtered, accuracy));
    return new Trained(
        Version.of(first, clean.dataset(), accuracy),
        chains.dataset().data().asset(),
        chains.event());
  }

  /**
   * Documents the dataset that was left undocumented. First it makes sure that the documentation is
   * true: it generates the data again from the recorded seeds and parameters, and the bytes must be
   * the same. Emits one event.
   *
   * @throws IllegalStateException when the bytes differ, or nothing was trained before
   */
  public void document() throws IOException {
    Made before = made();
    first.document(before.undocumented(), before.base());
  }

  /**
   * Cleans the same data again with a filter that removes no language, and makes the next version
   * of the model from it. Emits seven events.
   *
   * @throws IllegalStateException when nothing was trained before
   */
  public Version restore() throws IOException {
    Made before = made();
    ExampleSteps.Cleaned clean = second.clean(before.split().pool());
    ExampleReport.filter(clean.result()).forEach(progress::report);
    Dataset base = second.balance(clean.dataset());
    Dataset sentences = second.sentences(base);
    ExampleSteps.Chains chains = second.documentedChains(base);
    Accuracy accuracy =
        second.train(second.merge(base, sentences, chains.dataset()), before.split().heldOut());
    ExampleReport.accuracy(accuracy).forEach(progress::report);
    return Version.of(second, clean.dataset(), accuracy);
  }

  /**
   * Makes one more synthetic dataset, trains a draft of the model on it, and leaves it
   * undocumented, so that a reader can document it. Emits two events.
   *
   * @return the undocumented dataset
   * @throws IllegalStateException when nothing was trained before
   */
  public Asset leaveUndocumented() throws IOException {
    return first.undocumentedWords(made().base(), DRAFT).data().asset();
  }

  private Made made() {
    return made.orElseThrow(() -> new IllegalStateException("prepareAndTrain() comes first"));
  }

  private static Accuracy accuracyOf(List<Sample> learntFrom, Dataset heldOut) {
    return Accuracy.measure(LanguageIdentifier.train(learntFrom), heldOut.samples());
  }
}
