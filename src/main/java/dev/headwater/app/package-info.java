/**
 * The composition root: settings, topics, wiring and the lifecycle of a running Headwater.
 *
 * <p>Only {@code dev} and {@code cli} depend on this package. A failure at the start is a {@link
 * dev.headwater.app.StartException} or a {@link dev.headwater.app.SettingsException}: its message
 * is one sentence that says what to do.
 */
package dev.headwater.app;
