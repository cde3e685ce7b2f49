/**
 * The oracle: an independent batch computation of what must hold for a set of events, and random
 * histories to compute it for. It follows the contracts alone and uses nothing of the engine. It is
 * slow and simple on purpose.
 *
 * <p>{@link dev.headwater.oracle.Oracle} computes the right answers for the events that count at a
 * {@link dev.headwater.oracle.Moment}, now or in the past. {@link dev.headwater.oracle.ReadOracle}
 * judges an answer that was given while events kept coming.
 *
 * <p>The tests and the fault run compare the processor with it. Code that serves users must not use
 * it.
 */
package dev.headwater.oracle;
