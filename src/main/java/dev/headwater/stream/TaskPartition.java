package dev.headwater.stream;

import org.apache.kafka.streams.processor.TaskId;

/** Determines which partition's assets a task owns. */
@FunctionalInterface
public interface TaskPartition {
  /** The partition that the task consumes, as on a real cluster. */
  TaskPartition CONSUMED = TaskId::partition;

  /** The partition of {@code task}. */
  int of(TaskId task);
}
