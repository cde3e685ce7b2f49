package dev.headwater.app.erase;

import dev.headwater.app.backup.BackupParts;
import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.kafka.Connections;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.Generation;
import dev.headwater.app.kafka.Kafka;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.kafka.RestoreMark;
import dev.headwater.app.kafka.StoppedInstances;
import dev.headwater.app.kafka.TopicEnds;
import dev.headwater.app.kafka.TopicSettings;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.PolicyFile;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.backup.Backup;
import dev.headwater.backup.BackupException;
import dev.headwater.backup.Cluster;
import dev.headwater.backup.Part;
import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.registry.RegistryException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.erasure.Copier;
import dev.headwater.erasure.CopyRange;
import dev.headwater.erasure.ErasureException;
import dev.headwater.erasure.ErasurePlan;
import dev.headwater.erasure.Journal;
import dev.headwater.erasure.Pseudonyms;
import dev.headwater.erasure.RecordErasure;
import dev.headwater.erasure.Rewriting;
import dev.headwater.erasure.Selection;
import dev.headwater.erasure.UnusedErasure;
import dev.headwater.model.Asset;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Erases texts and ids of people, or the content of unused versions, from an installation that does
 * not run.
 *
 * <p>In each partition that has something to erase, it appends all records anew, without that, and
 * deletes the old ones. Then it deletes the derived state as {@link Reset} does. The next start
 * builds it from what is left. An erasure that was interrupted goes on when it is run again.
 */
public final class EraseRun {
  /** Of versions that count as unused. */
  private static final Duration LEAST_AGE = Duration.ofDays(30);

  private final Settings settings;
  private final TopicNames names;
  private final Connections connections;

  public EraseRun(Settings settings) {
    this.settings = settings;
    this.names = settings.topics();
    this.connections = new Connections(settings);
  }

  /**
   * What an erasure did.
   *
   * @param done one sentence each
   * @param left what still has the selected content; empty if nothing was found
   */
  public record Report(List<String> done, List<String> left) {}

  /**
   * Erases a selection.
   *
   * @param dryRun only look what there is
   * @throws StartException if instances run, another erasure has not ended, records are not
   *     processed yet, or Kafka or the registry refuse
   */
  public Report run(Selection selection, boolean dryRun, Backup.Progress progress) {
    if (selection instanceof Selection.Unused unused) {
      requireOld(unused.since());
    }
    connections.requireEventsTopic();
    try (Admin admin = connections.admin();
        SchemaRegistry registry = connections.registry()) {
      registry.requireRegistry();
      new RestoreMark(admin, names).requireAbsent();
      Run run = new Run(admin, registry, selection, progress);
      if (dryRun) {
        return run.look();
      }
      StoppedInstances.require(admin, settings);
      return run.erase();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StartException("stopped during the erasure; run it again", stopped);
    } catch (ExecutionException | KafkaException failed) {
      throw new StartException(
          connections.kafkaName()
              + " cannot be used ("
              + Kafka.reason(failed)
              + "); run the command again: it goes on where it was",
          failed);
    } catch (BackupException | ErasureException | RegistryException failed) {
      throw new StartException(failed.getMessage(), failed);
    } catch (IOException failed) {
      throw new StartException("cannot read the journal of the erasure", failed);
    }
  }

  /** Alerts may come until the longest grace is over, and clients may deliver what they kept. */
  private void requireOld(Instant since) {
    Duration grace = PolicyFile.of(settings).longestGrace();
    Duration least = grace.compareTo(LEAST_AGE) > 0 ? grace : LEAST_AGE;
    if (since.isAfter(Instant.now().minus(least))) {
      throw new StartException(
          "what is younger than "
              + least.toDays()
              + " days may still be needed; --unused-since has to be earlier than "
              + Instant.now().minus(least).truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** One run, with its connections. */
  private final class Run {
    private final Admin admin;
    private final SchemaRegistry registry;
    private final Selection selection;
    private final Backup.Progress progress;
    private final Cluster cluster;
    private final PartitionReader reader;
    private final ErasureMark mark;
    private final TopicSettings topicSettings;
    private final ProcessedRecords openLineage;
    private final Map<Part, String> topics = new EnumMap<>(Part.class);
    private final ErasureSentences sentences = new ErasureSentences(topics);
    private final List<String> done = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    Run(Admin admin, SchemaRegistry registry, Selection selection, Backup.Progress progress)
        throws ExecutionException, InterruptedException {
      this.admin = admin;
      this.registry = registry;
      this.selection = selection;
      this.progress = progress;
      this.cluster = BackupParts.cluster(admin, settings);
      this.reader = new PartitionReader(cluster.clients(), BackupRun.SILENCE);
      this.mark = new ErasureMark(admin, names);
      this.topicSettings = new TopicSettings(admin);
      this.openLineage =
          new ProcessedRecords(
              admin, reader, cluster.application(), cluster.name(Part.OPENLINEAGE));
      Set<String> existing = admin.listTopics().names().get();
      for (Part part : Part.values()) {
        if (existing.contains(cluster.name(part))) {
          topics.put(part, cluster.name(part));
        }
      }
    }

    /** Only looks. */
    Report look() throws IOException, ExecutionException, InterruptedException {
      if (mark.exists()) {
        throw new StartException(
            "an erasure has begun already (topic "
                + ErasureMark.name(names)
                + " exists): run it without --dry-run to end it");
      }
      Rewriting rewriting = rewriting(begin(), Optional.empty());
      ErasurePlan plan = new ErasurePlan(reader, topics, rewriting);
      plan.learn();
      requireProcessed(left);
      plan.look();
      done.addAll(sentences.found(plan, rewriting));
      if (plan.isEmpty()) {
        left.addAll(sentences.left(reader, rewriting));
      }
      return new Report(done, left);
    }

    Report erase() throws IOException, ExecutionException, InterruptedException {
      boolean goesOn = mark.exists();
      if (!goesOn) {
        new Generation(admin, names).requireAlone("erase");
      }
      mark.set((short) settings.count(Setting.TOPIC_REPLICATION));
      // An instance may have started just before that.
      StoppedInstances.require(admin, settings);
      if (!goesOn && new ResetMark(admin, names).exists()) {
        mark.remove();
        throw new StartException(
            "a reset has not ended (topic "
                + ResetMark.name(names)
                + " exists): run reset or start an instance, and erase when it has ended");
      }
      try (Producer<byte[], byte[]> producer =
          Copier.producer(cluster.clients(), cluster.application() + "-erase")) {
        // After the producer, which ends what an earlier run has not committed.
        Journal journal = new Journal(ErasureMark.name(names));
        journal.read(reader);
        boolean begun = journal.begin().isPresent();
        Journal.Begin begin = begun ? journal.begin().get() : begin();
        if (!begin.selection().equals(digest(begin.key()))) {
          throw new StartException(
              "an erasure of something else has not ended (topic "
                  + ErasureMark.name(names)
                  + " exists): run erase again with the options that it had");
        }
        Rewriting rewriting =
            rewriting(
                begin,
                journal.ranges().isEmpty() ? Optional.empty() : Optional.of(journal.versions()));
        ErasurePlan plan = new ErasurePlan(reader, topics, rewriting);
        plan.learn();
        if (journal.ranges().isEmpty()) {
          if (!begun) {
            requireProcessed(null);
          }
          plan.look();
          if (plan.isEmpty() && !begun) {
            left.addAll(sentences.left(reader, rewriting));
            mark.remove();
            return new Report(done, left);
          }
        }
        Copier copier = copier(producer, journal, rewriting, plan);
        if (!begun) {
          copier.begin(begin);
        }
        done.addAll(sentences.versions(rewriting));
        copy(copier, journal, rewriting, plan);
        StoppedInstances.require(admin, settings);
        left.addAll(new OldRecords(admin).delete(journal.ranges()));
        openLineage.delete(journal.ranges(), done, left);
        topicSettings.restore(journal.begin().orElseThrow().settings());
        if (journal.ranges().stream().anyMatch(range -> range.part() != Part.OPENLINEAGE)) {
          done.addAll(new Reset(settings).duringErasure());
        }
        left.addAll(sentences.left(reader, rewriting));
        mark.remove();
        return new Report(done, left);
      } catch (StartException refused) {
        forgetIfNotBegun(goesOn);
        throw refused;
      }
    }

    /** Nothing has changed yet if the journal is empty: then instances may start again. */
    private void forgetIfNotBegun(boolean goesOn)
        throws IOException, ExecutionException, InterruptedException {
      Journal journal = new Journal(ErasureMark.name(names));
      journal.read(reader);
      if (!goesOn && journal.begin().isEmpty()) {
        mark.remove();
      }
    }

    private Journal.Begin begin() throws ExecutionException, InterruptedException {
      byte[] key = Pseudonyms.newKey();
      return new Journal.Begin(
          digest(key), key, topicSettings.now(topics.values()), System.currentTimeMillis());
    }

    private String digest(byte[] key) {
      return new Pseudonyms(key).digest(selection.text());
    }

    /**
     * @param versions those that are forgotten, if that is decided
     */
    private Rewriting rewriting(Journal.Begin begin, Optional<Set<Asset>> versions) {
      EventDecoder decoder = new EventDecoder(registry::schemaById);
      EventEncoder encoder = new EventEncoder(registry::register, names.events());
      if (selection instanceof Selection.Unused unused) {
        return new UnusedErasure(
            unused,
            Instant.ofEpochMilli(begin.atMillis()),
            new AlertDecoder(registry::schemaById),
            decoder,
            encoder,
            versions);
      }
      return new RecordErasure(
          (Selection.Content) selection, new Pseudonyms(begin.key()), decoder, encoder);
    }

    /**
     * A record that is not processed yet could use what is to be erased.
     *
     * @param notes receives what is wrong; null to throw it
     */
    private void requireProcessed(List<String> notes)
        throws IOException, ExecutionException, InterruptedException {
      openLineage.requireProcessed(notes);
      if (selection instanceof Selection.Unused && notes == null) { // else instances may run
        processed(names.events()).requireProcessed(notes);
        processed(names.graph()).requireProcessed(notes);
      }
    }

    private ProcessedRecords processed(String topic) {
      return new ProcessedRecords(admin, reader, cluster.application(), topic);
    }

    private Copier copier(
        Producer<byte[], byte[]> producer, Journal journal, Rewriting rewriting, ErasurePlan plan) {
      return new Copier(
          cluster.clients(),
          BackupRun.SILENCE,
          producer,
          journal,
          rewriting,
          names.quarantine(),
          names.events(),
          plan.referred());
    }

    private void copy(Copier copier, Journal journal, Rewriting rewriting, ErasurePlan plan)
        throws IOException, ExecutionException, InterruptedException {
      StoppedInstances.require(admin, settings);
      if (journal.ranges().isEmpty()) {
        Set<Part> chosen = chosen(rewriting, plan);
        if (rewriting instanceof UnusedErasure unused) {
          copier.decideVersions(unused.forgotten());
        }
        try {
          decide(copier, plan, chosen);
        } finally {
          // Clients go on sending, so no topic keeps tiny segments if this fails.
          topicSettings.keepTimestamps(before(journal, chosen));
        }
      } else {
        Set<Part> chosen =
            journal.ranges().stream().map(CopyRange::part).collect(Collectors.toSet());
        topicSettings.keepTimestamps(before(journal, chosen));
      }
      copier.awaitTimestamps();
      for (CopyRange range : journal.ranges()) {
        if (range.part() != Part.OPENLINEAGE) {
          copier.copy(range, progress);
        }
      }
      done.addAll(sentences.copied(copier));
    }

    /** The topics that change: those that have the content, and what came by OpenLineage. */
    private Set<Part> chosen(Rewriting rewriting, ErasurePlan plan) {
      return topics.keySet().stream()
          .filter(part -> rewriting.parts().contains(part))
          .filter(part -> part == Part.OPENLINEAGE || !plan.affected(part).isEmpty())
          .collect(Collectors.toSet());
    }

    /** The settings that these topics had before the erasure. */
    private Map<String, Map<String, String>> before(Journal journal, Set<Part> chosen) {
      Map<String, Map<String, String>> before =
          new HashMap<>(journal.begin().orElseThrow().settings());
      before.keySet().retainAll(chosen.stream().map(topics::get).toList());
      return before;
    }

    private void decide(Copier copier, ErasurePlan plan, Set<Part> chosen)
        throws ExecutionException, InterruptedException {
      Map<String, Part> parts = new HashMap<>();
      chosen.forEach(part -> parts.put(topics.get(part), part));
      Set<String> compacted =
          chosen.stream().filter(Part::isCompacted).map(topics::get).collect(Collectors.toSet());
      Map<String, Boolean> keeping = topicSettings.beginSegments(parts.keySet(), compacted);
      // Nothing expires any more.
      Map<TopicPartition, Long> from = new HashMap<>();
      for (Map.Entry<String, Part> topic : parts.entrySet()) {
        Map<TopicPartition, Long> begins = TopicEnds.begins(admin, topic.getKey());
        if (topic.getValue() != Part.OPENLINEAGE) {
          Set<Integer> affected = plan.affected(topic.getValue());
          begins.keySet().removeIf(one -> !affected.contains(one.partition()));
        }
        from.putAll(begins);
      }
      copier.decide(from, parts, keeping);
    }
  }
}
