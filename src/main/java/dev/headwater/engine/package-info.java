/**
 * The rules: what a command does to the state of the asset it is addressed to.
 *
 * <p>Pure: no clock, no randomness, no Kafka, no I/O. {@link dev.headwater.engine.Engine#decide}
 * reads a {@link dev.headwater.engine.View} of one partition's rows and returns a {@link
 * dev.headwater.engine.Decision}: rows to write, commands to send, alerts to deliver. Applying it
 * is the caller's business; {@link dev.headwater.engine.Worklist} does so until nothing is left to
 * do in the partition.
 *
 * <p>Lineage state is a deterministic function of the set of events, whatever their order, number
 * of deliveries and timing. Each row has one writer (the owner of the asset that it belongs to),
 * each register only grows, and nothing is passed on that did not change.
 */
package dev.headwater.engine;
