/**
 * Headwater: streaming provenance for AI training data.
 *
 * <p>The packages below this one form layers; {@code dev.headwater.architecture} in the tests holds
 * which may use which.
 */
package dev.headwater;
