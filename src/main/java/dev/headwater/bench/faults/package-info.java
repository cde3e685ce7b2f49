/**
 * Faults for real: a real broker and one to three real processors, each in a process of its own,
 * that are killed, paused, added and removed while random events come in; and at the end the
 * question whether all that is held and was told is what the oracle says.
 *
 * <p>{@link dev.headwater.bench.faults.FaultRun} is the run. The seed decides the events and when
 * what happens to whom; what the processes make of it between two faults is the machine's.
 *
 * <p>Every process started here ends with the one that started it, kill -9 included ({@link
 * dev.headwater.bench.faults.ParentWatch}).
 */
package dev.headwater.bench.faults;
