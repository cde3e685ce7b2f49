/**
 * What is handed to people and other systems about one asset: the data card.
 *
 * <p>How it fits together: a {@link dev.headwater.export.DataCard} is built from {@link
 * dev.headwater.export.CardFacts}, which hold what was read. It is a tree of {@link
 * dev.headwater.export.Fact}s in sections. {@link dev.headwater.export.MarkdownCard} and {@link
 * dev.headwater.export.JsonCard} write that tree and know nothing of what it says, so both formats
 * say the same.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>A card is a function of its facts: no clock, no I/O, the same facts give the same bytes.
 *   <li>Nothing vanishes: what no event states is {@link dev.headwater.export.Fact.NotStated},
 *       every section and every field is there whatever is known, and what is cut is counted.
 *   <li>Everything is bounded: texts to 600 code points, lists by each section.
 *   <li>Texts of events are data. In Markdown they cannot begin a heading, a list, a cell, a link
 *       or HTML.
 * </ol>
 *
 * <p>All values are immutable and may be shared between threads.
 */
package dev.headwater.export;
