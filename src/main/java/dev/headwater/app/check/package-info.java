/**
 * The checks of {@code serve --check}. They change nothing. What a check cannot find out is a
 * finding of its own, and never counts as passed.
 */
package dev.headwater.app.check;
