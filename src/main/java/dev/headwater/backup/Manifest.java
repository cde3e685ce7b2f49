package dev.headwater.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a backup holds. Immutable. Its JSON form is {@code manifest.json}.
 *
 * @param format the version of this form, {@value #FORMAT}
 * @param headwater the version of Headwater that wrote it
 * @param startedAt when the backup began, RFC 3339: every event that was acknowledged before is in
 *     it
 * @param endedAt when it ended; null while it runs
 * @param application the {@code application.id}
 * @param topics one for each part that exists
 * @param schemas the schemas that the records name
 * @param openLineagePositions for each partition of the OpenLineage topic, up to which offset it
 *     was processed; -1 if nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    int format,
    String headwater,
    String startedAt,
    String endedAt,
    String application,
    List<Topic> topics,
    List<Schema> schemas,
    List<Long> openLineagePositions) {

  /** The version of the form that this code writes and reads. */
  public static final int FORMAT = 1;

  public Manifest {
    topics = topics == null ? List.of() : List.copyOf(topics);
    schemas = schemas == null ? List.of() : List.copyOf(schemas);
    openLineagePositions =
        openLineagePositions == null ? List.of() : List.copyOf(openLineagePositions);
  }

  /**
   * A topic.
   *
   * @param part the {@link Part#label}
   * @param name its name in Kafka
   * @param id its id in Kafka, which is another one after the topic was created anew
   * @param partitions all of its partitions, from 0
   */
  public record Topic(String part, String name, String id, List<Partition> partitions) {
    public Topic {
      partitions = List.copyOf(partitions);
    }

    /** How many records it has. */
    public long records() {
      return partitions.stream().mapToLong(Partition::records).sum();
    }

    /** How many bytes its files have. */
    public long bytes() {
      return partitions.stream().flatMap(one -> one.files().stream()).mapToLong(File::bytes).sum();
    }
  }

  /**
   * A partition.
   *
   * @param from the offset of its first record, or of where that would be
   * @param to the offset that the backup ends before
   * @param files in the order of the offsets
   */
  public record Partition(long from, long to, List<File> files) {
    public Partition {
      files = List.copyOf(files);
    }

    long records() {
      return files.stream().mapToLong(File::records).sum();
    }
  }

  /**
   * A file.
   *
   * @param name its path below the folder, with {@code /}
   * @param records how many records it has
   * @param bytes its length
   * @param sha256 of its bytes, in lower-case hexadecimal
   */
  public record File(String name, long records, long bytes, String sha256) {}

  /**
   * A schema that records name by its id.
   *
   * @param id in the registry that the backup was made with
   * @param part the part whose records name it
   * @param text the schema
   */
  public record Schema(int id, String part, String text) {}

  /** The topic of that part; empty if there was none. */
  public Optional<Topic> topic(Part part) {
    return topics.stream().filter(topic -> topic.part().equals(part.label())).findFirst();
  }
}
