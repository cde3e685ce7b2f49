/**
 * Creates the data card: one page about one asset, for people and for other systems.
 *
 * <p>How it fits together: a {@link dev.headwater.export.DataCard} is built from {@link
 * dev.headwater.export.CardFacts}, which hold what was read. The card is a tree of {@link
 * dev.headwater.export.Fact}s in sections. {@link dev.headwater.export.MarkdownCard} and {@link
 * dev.headwater.export.JsonCard} write that tree without knowing what it means, so both formats say
 * the same.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>A card is a function of its facts: no clock, no I/O, the same facts give the same bytes.
 *   <li>Nothing disappears silently. What no event states is {@link
 *       dev.headwater.export.Fact.NotStated}. Every section, and every field of a section, is
 *       present even if nothing is known. If a list or a text is cut, the card counts what it
 *       leaves out, or says that there may be more.
 *   <li>Everything is bounded: texts to 600 code points, lists to a limit of each section.
 *   <li>Texts of events are data. In Markdown they cannot begin a heading, a list, a cell, a link
 *       or HTML.
 * </ol>
 *
 * <p>All values are immutable and may be shared between threads.
 */
package dev.headwater.export;
