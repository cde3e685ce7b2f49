/**
 * Judges answers that processors gave while events and faults came: each against the oracle, at the
 * freshness that the answer states.
 *
 * <p>A {@link dev.headwater.bench.faults.reads.Given} is an answer with what was known of the
 * events when it was asked for and when it came. {@link dev.headwater.bench.faults.reads.Sendings}
 * turns that into the events that it must and may reflect. There is one judge for each {@link
 * dev.headwater.bench.faults.reads.ReadKind}.
 */
package dev.headwater.bench.faults.reads;
