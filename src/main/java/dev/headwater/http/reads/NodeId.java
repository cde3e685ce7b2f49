package dev.headwater.http.reads;

import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses the name of a node. The format is that of OpenLineage's reference server: {@code
 * dataset:<namespace>:<name>}, with {@code #<version>} for a version, or {@code
 * job:<namespace>:<name>}, without any escapes. A URN is also valid. If a name is ambiguous, all
 * possible meanings are candidates, the likeliest first.
 *
 * @param assets the candidates, if the name is not that of a job
 * @param jobs the candidates, if the name is that of a job
 */
record NodeId(List<Asset> assets, List<Job> jobs) {
  private static final String JOB = "job:";

  /**
   * @throws Problem 400 if the text is not the name of a node
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
      // Ignore it: a part is empty or invalid, so the name cannot mean this.
    }
  }

  private static void addJob(String namespace, String name, List<Job> jobs) {
    try {
      Job job = new Job(namespace, name);
      if (!jobs.contains(job)) {
        jobs.add(job);
      }
    } catch (InvalidException none) {
      // Ignore it: a part is empty or invalid, so the name cannot mean this.
    }
  }

  /** The name of an asset among the nodes. */
  static String of(Asset asset) {
    String scheme = asset.kind() == AssetKind.MODEL ? "model:" : "dataset:";
    String version = asset.version().map(text -> "#" + text).orElse("");
    return scheme + asset.namespace() + ":" + asset.name() + version;
  }

  /** The name of a job among the nodes. */
  static String of(Job job) {
    return JOB + job.namespace() + ":" + job.name();
  }
}
