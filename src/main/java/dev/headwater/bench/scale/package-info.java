/**
 * Simulates Headwater at sizes that one machine cannot measure. It plays the flow of events over
 * many partitions with a small copy of the engine, and charges it with measured costs.
 *
 * <p>{@link dev.headwater.bench.scale.Lineage} makes random steps of pipelines, {@link
 * dev.headwater.bench.scale.Flow} plays them, {@link dev.headwater.bench.scale.MeasuredCosts} says
 * what each piece costs, and {@link dev.headwater.bench.scale.Demand} says what a setup would need.
 * The same seed gives the same answer. The tests hold the counts against the real topology.
 */
package dev.headwater.bench.scale;
