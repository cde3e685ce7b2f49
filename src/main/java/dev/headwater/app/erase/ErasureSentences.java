package dev.headwater.app.erase;

import dev.headwater.backup.Part;
import dev.headwater.backup.PartitionReader;
import dev.headwater.erasure.Copier;
import dev.headwater.erasure.ErasurePlan;
import dev.headwater.erasure.RecordErasure;
import dev.headwater.erasure.Rewriting;
import dev.headwater.erasure.UnusedErasure;
import dev.headwater.model.Asset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what an erasure has found, what it did, and what is left. */
final class ErasureSentences {
  /** Of the names of unused versions. */
  private static final int LISTED = 100;

  private final Map<Part, String> topics;

  /**
   * @param topics those that exist; filled before the first question
   */
  ErasureSentences(Map<Part, String> topics) {
    this.topics = topics;
  }

  private String records(long count, Part part) {
    return count + (count == 1 ? " record of " : " records of ") + topics.get(part);
  }

  /** What there is to erase. */
  List<String> found(ErasurePlan plan, Rewriting rewriting) {
    List<String> found = new ArrayList<>();
    found.addAll(versions(rewriting));
    for (Part part : topics.keySet()) {
      if (plan.found(part) > 0) {
        found.add(
            "found in "
                + records(plan.found(part), part)
                + (part == Part.OPENLINEAGE
                    ? " as it came"
                    : ", partitions " + plan.affected(part)));
      }
    }
    return found;
  }

  /** The versions that are unused, if it is about these. */
  List<String> versions(Rewriting rewriting) {
    List<String> sentences = new ArrayList<>();
    Set<Asset> unused = rewriting instanceof UnusedErasure erasure ? erasure.forgotten() : Set.of();
    if (!unused.isEmpty()) {
      sentences.add(
          unused.size() == 1 ? "1 version is unused:" : unused.size() + " versions are unused:");
      unused.stream()
          .sorted()
          .limit(LISTED)
          .forEach(version -> sentences.add("  " + version.urn()));
      if (unused.size() > LISTED) {
        sentences.add("  and " + (unused.size() - LISTED) + " more");
      }
    }
    if (rewriting instanceof UnusedErasure erasure && erasure.unreadable() > 0) {
      sentences.add(
          records(erasure.unreadable(), Part.EVENTS)
              + " cannot be read, so what they name does not count as used");
    }
    return sentences;
  }

  /** What was written anew. */
  List<String> copied(Copier copier) {
    List<String> copied = new ArrayList<>();
    for (Part part : topics.keySet()) {
      Copier.Copied counts = copier.copied(part);
      if (counts.erased() > 0) {
        copied.add("erased it from " + records(counts.erased(), part));
      }
      if (counts.dropped() > 0) {
        copied.add(
            "left out "
                + records(counts.dropped(), part)
                + ", which cannot be read and contain it");
      }
      if (counts.unchanged() > 0) {
        copied.add("wrote anew without a change: " + records(counts.unchanged(), part));
      }
    }
    return copied;
  }

  /** Looks for the content in every record. */
  List<String> left(PartitionReader reader, Rewriting rewriting) throws IOException {
    List<String> left = new ArrayList<>();
    if (!(rewriting instanceof RecordErasure erasure)) {
      return left; // what came meanwhile may use it, and then it is in use
    }
    for (Map.Entry<Part, String> topic : topics.entrySet()) {
      long[] counts = {0, 0};
      String[] first = {""};
      reader.readAll(
          topic.getValue(),
          record -> {
            if (erasure.isLeft(topic.getKey(), record)) {
              counts[0]++;
            } else if (erasure.contains(record)) {
              counts[1]++;
              if (first[0].isEmpty()) {
                first[0] = "partition " + record.partition() + ", offset " + record.offset();
              }
            }
          });
      if (counts[0] > 0) {
        left.add(
            "arrived meanwhile and has it: "
                + records(counts[0], topic.getKey())
                + "; run the same command again");
      }
      if (counts[1] > 0) {
        left.add(
            "contains the id elsewhere: "
                + records(counts[1], topic.getKey())
                + ", the first at "
                + first[0]
                + "; names of assets, jobs, runs, producers, models and fields stay, and so do"
                + " addresses of evidence");
      }
    }
    return left;
  }
}
