/**
 * The composition root: settings, topics, and the life of a running Headwater.
 *
 * <p>Nothing depends on this package but {@code dev} and {@code cli}. What goes wrong at start is a
 * {@link dev.headwater.app.StartException} or a {@link dev.headwater.app.SettingsException}: one
 * sentence that says what to do.
 */
package dev.headwater.app;
