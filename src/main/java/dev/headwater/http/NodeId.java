package dev.headwater.http;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names of nodes as the reference server of OpenLineage has them: {@code
 * dataset:<namespace>:<name>}, with {@code #<version>} for a version, and {@code
 * job:<namespace>:<name>}, with nothing escaped; or a URN. Where that leaves a choice, all that may
 * be meant are candidates, the likeliest first.
 *
 * @param assets candidates, if it is no job
 * @param jobs candidates, if it is one
 */
record NodeId(List<Asset> assets, List<Job> jobs) {
  private static final String JOB = "job:";

  /**
   * @throws Problem 400 if it names nothing
   */
  static NodeId of(String text) {
    List<Asset> assets = new ArrayList<>();
    List<Job> jobs = new ArrayList<>();
    if (text.startsWith(JOB)) {
      jobUrn(text).ifPresent(jobs::add);
      String rest = text.substring(JOB.length());
      for (int colon = rest.lastIndexOf(':');
          colon >= 0;
          colon = rest.lastIndexOf(':', colon - 1)) {
        addJob(rest.substring(0, colon), rest.substring(colon + 1), jobs);
      }
    } else {
      urn(text).ifPresent(assets::add);
      kind(text).ifPresent(kind -> addRaw(kind, text.substring(text.indexOf(':') + 1), assets));
    }
    if (assets.isEmpty() && jobs.isEmpty()) {
      throw Problem.parameter(
          "nodeId",
          "is a URN, dataset:<namespace>:<name>, with #<version> for a version, or"
              + " job:<namespace>:<name>");
    }
    return new NodeId(List.copyOf(assets), List.copyOf(jobs));
  }

  private static Optional<AssetKind> kind(String text) {
    if (text.startsWith("dataset:")) {
      return Optional.of(AssetKind.DATASET);
    }
    return text.startsWith("model:") ? Optional.of(AssetKind.MODEL) : Optional.empty();
  }

  private static Optional<Asset> urn(String text) {
    try {
      return Optional.of(Asset.parse(text));
    } catch (InvalidException otherSpelling) {
      return Optional.empty();
    }
  }

  private static Optional<Job> jobUrn(String text) {
    try {
      return Optional.of(Job.parse(text));
    } catch (InvalidException otherSpelling) {
      return Optional.empty();
    }
  }

  private static void addRaw(AssetKind kind, String rest, List<Asset> assets) {
    int hash = rest.lastIndexOf('#');
    for (int colon = rest.lastIndexOf(':'); colon >= 0; colon = rest.lastIndexOf(':', colon - 1)) {
      String namespace = rest.substring(0, colon);
      if (hash > colon) {
        String name = rest.substring(colon + 1, hash);
        add(() -> Asset.of(kind, namespace, name, rest.substring(hash + 1)), assets);
      }
      String name = rest.substring(colon + 1);
      add(() -> Asset.of(kind, namespace, name), assets);
    }
  }

  private interface Candidate {
    Asset make();
  }

  private static void add(Candidate candidate, List<Asset> assets) {
    try {
      Asset asset = candidate.make();
      if (!assets.contains(asset)) {
        assets.add(asset);
      }
    } catch (InvalidException none) {
      // An empty part: not what was meant.
    }
  }

  private static void addJob(String namespace, String name, List<Job> jobs) {
    try {
      Job job = new Job(namespace, name);
      if (!jobs.contains(job)) {
        jobs.add(job);
      }
    } catch (InvalidException none) {
      // An empty part: not what was meant.
    }
  }

  /** How an asset is named among the nodes. */
  static String of(Asset asset) {
    String scheme = asset.kind() == AssetKind.MODEL ? "model:" : "dataset:";
    String version = asset.version().map(text -> "#" + text).orElse("");
    return scheme + asset.namespace() + ":" + asset.name() + version;
  }

  /** How a job is named among the nodes. */
  static String of(Job job) {
    return JOB + job.namespace() + ":" + job.name();
  }
}
