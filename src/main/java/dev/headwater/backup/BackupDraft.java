package dev.headwater.backup;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The manifest of a run that goes on. Each change is saved. Not thread-safe. */
final class BackupDraft {
  private final BackupFolder folder;
  private Manifest manifest;

  BackupDraft(BackupFolder folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  private void set(
      String endedAt,
      List<Manifest.Topic> topics,
      List<Manifest.Schema> schemas,
      List<Long> positions) {
    manifest =
        new Manifest(
            manifest.format(),
            manifest.headwater(),
            manifest.startedAt(),
            endedAt,
            manifest.application(),
            topics,
            schemas,
            positions);
  }

  void positions(List<Long> positions) throws IOException {
    set(null, manifest.topics(), manifest.schemas(), positions);
    folder.saveUnfinished(manifest);
  }

  void schemas(List<Manifest.Schema> schemas) throws IOException {
    set(null, manifest.topics(), schemas, manifest.openLineagePositions());
    folder.saveUnfinished(manifest);
  }

  /** Sets what is copied of a topic by now. */
  void topic(Manifest.Topic topic, Part part) throws IOException {
    List<Manifest.Topic> topics = new ArrayList<>();
    for (Part one : Part.values()) {
      if (one == part) {
        topics.add(topic);
      } else {
        manifest.topic(one).ifPresent(topics::add);
      }
    }
    set(null, topics, manifest.schemas(), manifest.openLineagePositions());
    folder.saveUnfinished(manifest);
  }

  Manifest finish(Instant endedAt) throws IOException {
    set(endedAt.toString(), manifest.topics(), manifest.schemas(), manifest.openLineagePositions());
    folder.finish(manifest);
    return manifest;
  }
}
