package dev.headwater.quarantine;

import java.util.List;
import java.util.Optional;

/**
 * A quarantined record and what became of it.
 *
 * @param entry the record; of several copies the first
 * @param status what became of it
 * @param mark the latest mark on it or a copy
 * @param returnedAs the record that it came back as, when it was sent again
 * @param copies later records that are the same one: put aside again after a reset of the
 *     processing, or after the same replay was sent twice
 */
public record Item(
    Entry entry,
    Status status,
    Optional<Mark> mark,
    Optional<RecordId> returnedAs,
    List<RecordId> copies) {

  public Item {
    copies = List.copyOf(copies);
  }

  /** The id of the record. */
  public RecordId id() {
    return entry.id();
  }
}
