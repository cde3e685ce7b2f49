/**
 * The domain as immutable, validated values: assets, events, documentation, alerts.
 *
 * <ol>
 *   <li>Every rule about a single value or a single event holds in its constructor, so a value that
 *       exists is valid. The exception is what depends on the clock ({@link
 *       dev.headwater.model.LineageEvent#requireNotAfter}) or on other events.
 *   <li>A broken rule is an {@link dev.headwater.model.InvalidException} that says where and what.
 *   <li>Nothing is null. Absent text is {@code ""}, and blank text counts as absent; so does {@code
 *       null} where text is given to a constructor. Absent collections are empty.
 *   <li>Text must be well-formed Unicode (no lone surrogates), because it could not be written as
 *       UTF-8 otherwise. Nothing is trimmed or normalized.
 *   <li>All values are immutable and may be shared between threads.
 * </ol>
 */
package dev.headwater.model;
