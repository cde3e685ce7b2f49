package dev.headwater.app.stream;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Tells two listeners of each restore. Kafka Streams takes only one. */
record RestoreListeners(StateRestoreListener first, StateRestoreListener second)
    implements StateRestoreListener {

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    first.onRestoreStart(partition, store, from, to);
    second.onRestoreStart(partition, store, from, to);
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long restored) {
    first.onBatchRestored(partition, store, end, restored);
    second.onBatchRestored(partition, store, end, restored);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    first.onRestoreEnd(partition, store, total);
    second.onRestoreEnd(partition, store, total);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    first.onRestoreSuspended(partition, store, total);
    second.onRestoreSuspended(partition, store, total);
  }
}
