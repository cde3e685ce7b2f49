/**
 * The rules: how a command changes the state of the asset or producer instance that it is sent to.
 *
 * <p>Pure: no clock, no randomness, no Kafka, no I/O. {@link dev.headwater.engine.Engine#decide}
 * reads a {@link dev.headwater.engine.View} of one partition's rows and returns a {@link
 * dev.headwater.engine.Effects}: rows to write, commands to send, alerts to deliver. The caller
 * applies it. {@link dev.headwater.engine.Worklist} does so for all commands that follow in the
 * same partition, up to a work budget.
 *
 * <p>The lineage state is a deterministic function of the set of events. It does not depend on
 * their order, number of deliveries or timing. Each row has one writer, the owner of the asset or
 * producer instance that it belongs to. Each register only grows. Only changes are passed on.
 */
package dev.headwater.engine;
