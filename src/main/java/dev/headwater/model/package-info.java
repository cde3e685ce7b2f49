/**
 * The domain as immutable, validated values: assets, events, documentation, alerts.
 *
 * <ol>
 *   <li>A constructor checks every rule about a single value or a single event, so a value that
 *       exists is valid. It does not check rules that depend on the clock ({@link
 *       dev.headwater.model.LineageEvent#requireNotAfter}) or on other events.
 *   <li>A broken rule causes an {@link dev.headwater.model.InvalidException} that says where and
 *       what is wrong.
 *   <li>Nothing is null. Absent text is {@code ""}. Constructors treat blank text, and {@code null}
 *       instead of text, as absent. Absent collections are empty.
 *   <li>Text must be well-formed Unicode (no lone surrogates), because other text has no UTF-8
 *       form. Nothing is trimmed or normalized.
 *   <li>All values are immutable and may be shared between threads.
 * </ol>
 */
package dev.headwater.model;
