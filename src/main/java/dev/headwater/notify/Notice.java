package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An alert that is to be sent.
 *
 * @param id the same whenever this state of the alert is sent
 * @param partition of the record that holds it
 * @param offset of the record that holds it; a later state of the same alert has a larger one
 * @param owners of the alert's subject; empty if they cannot be known now
 */
record Notice(
    Alert alert,
    Change change,
    String id,
    int partition,
    long offset,
    Optional<SortedSet<String>> owners) {
  private static final int HASH_BYTES = 4;

  /** Notice of an alert that stands in a record. */
  static Notice of(
      Alert alert,
      Change change,
      ConsumerRecord<byte[], byte[]> row,
      Optional<SortedSet<String>> owners) {
    // The hash tells apart what stood at the same offset of a topic that was made anew.
    String hash = HexFormat.of().formatHex(Sha256.of(row.value()), 0, HASH_BYTES);
    String id = alert.id() + "-" + row.partition() + "-" + row.offset() + "-" + hash;
    return new Notice(alert, change, id, row.partition(), row.offset(), owners);
  }

  /** The owners, separated by commas; empty if there are none or they cannot be known now. */
  Optional<String> owner() {
    return owner(owners);
  }

  /** As {@link #owner()}, of these owners. */
  static Optional<String> owner(Optional<SortedSet<String>> owners) {
    return owners.filter(ids -> !ids.isEmpty()).map(ids -> String.join(",", ids));
  }
}
