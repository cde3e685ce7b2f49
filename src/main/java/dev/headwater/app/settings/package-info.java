/**
 * The settings of the processor and the files that they name: each key with its default, its check
 * and its description, the policy file, and the file of routes for alerts.
 *
 * <p>Uses no other package of {@code app}. A wrong setting is a {@link
 * dev.headwater.app.settings.SettingsException}: one sentence that names the key.
 */
package dev.headwater.app.settings;
