/**
 * What must hold for a set of events, computed from the contracts alone and from nothing that the
 * engine does; and random histories to compute it for. Slow and simple on purpose.
 *
 * <p>{@link dev.headwater.oracle.Oracle} answers for the events that count at a {@link
 * dev.headwater.oracle.Moment}, now or in the past. {@link dev.headwater.oracle.ReadOracle} judges
 * an answer that was given while events kept coming.
 *
 * <p>It is what the processor is held against, in the tests and by the fault run. Nothing that
 * serves users may use it.
 */
package dev.headwater.oracle;
