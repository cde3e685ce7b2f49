package dev.headwater.app;

import dev.headwater.backup.Part;
import dev.headwater.backup.PartitionReader;
import dev.headwater.erasure.Copier;
import dev.headwater.erasure.ErasurePlan;
import dev.headwater.erasure.RecordErasure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what an erasure has found, what it did, and what is left. */
final class ErasureSentences {
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
  List<String> found(ErasurePlan plan) {
    List<String> found = new ArrayList<>();
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
  List<String> left(PartitionReader reader, RecordErasure erasure) throws IOException {
    List<String> left = new ArrayList<>();
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
