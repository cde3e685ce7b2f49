package dev.headwater.stream;

import dev.headwater.model.Alert;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.EventBytes;

/** Bytes on the topics and in the store, to and from values. Implementations are thread-safe. */
public interface StreamCodec extends EventBytes {

  /**
   * Reads a record of the events topic.
   *
   * @throws dev.headwater.codec.wire.UndecodableException if it is no valid event; never otherwise
   * @throws dev.headwater.codec.registry.RegistryUnavailableException if its schema cannot be had now
   */
  LineageEvent readEvent(byte[] record);

  /** Identifies the content of an event: equal for equal events. */
  long fingerprint(LineageEvent event);

  /** Writes a command for the graph topic. */
  byte[] write(GraphCommand command);

  /** Reads a record of the graph topic. */
  GraphCommand readCommand(byte[] record);

  /** Writes an alert for the alerts topic. */
  byte[] write(Alert alert);

  /** Writes a summary for the assets topic. */
  byte[] write(AssetSummary summary);
}
