package dev.headwater.erasure;

import dev.headwater.backup.Part;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what becomes of each record of topics that are written anew. Not thread-safe. */
public interface Rewriting {
  /** The topics that it may change. */
  Set<Part> parts();

  /** The topics to read before {@link #apply} is asked about any record, in this order. */
  List<Part> learnsFrom();

  /** Takes a record of one of these topics. */
  void learn(Part part, ConsumerRecord<byte[], byte[]> record);

  /** What becomes of a record. */
  Outcome apply(Part part, ConsumerRecord<byte[], byte[]> record);

  /** Whether an OpenLineage event as it came has to go. */
  default boolean concerns(ConsumerRecord<byte[], byte[]> record) {
    return false;
  }
}
