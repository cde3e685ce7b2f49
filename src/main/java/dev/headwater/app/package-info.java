/**
 * The composition root: wiring and the lifecycle of a running Headwater. The packages below it have
 * one job each: settings, Kafka, topics, the stream, checks, and the runs that work on a stopped or
 * second installation (reset, backup, erase, repartition). They do not use this package.
 *
 * <p>Only {@code dev} and {@code cli} depend on this package. A failure at the start is a {@link
 * dev.headwater.app.settings.StartException} or a {@link
 * dev.headwater.app.settings.SettingsException}: its message is one sentence that says what to do.
 */
package dev.headwater.app;
