/**
 * Writes the record of one asset as a document of a public standard, for systems and people
 * outside.
 *
 * <p>How it fits together: {@link dev.headwater.export.standard.facts.ExportFacts} hold what was
 * read. {@link dev.headwater.export.standard.ExportFormat} lists the standards. {@link
 * dev.headwater.export.standard.Exports} gives the facts to the class of the format, which turns
 * them into an {@link dev.headwater.export.standard.facts.Export}, a text and the list of what is
 * missing. {@link dev.headwater.export.standard.facts.Statements} and {@link
 * dev.headwater.export.standard.facts.SynthesisRecord} answer what several standards ask for.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>A document is a function of its facts: no clock, no random ids, no I/O. The same facts give
 *       the same bytes.
 *   <li>Nothing is invented. What a standard requires and no event states is left out, and listed
 *       in {@link dev.headwater.export.standard.facts.Export#missing()}. Documents of formats with
 *       comments or extensions list it too.
 *   <li>Not known never reads as clean. Documents show the state of documentation of the asset and
 *       of each ancestor, edges that are only inferred, values that are withheld, and what is on
 *       record but not in the document.
 *   <li>Texts of events are data. They cannot leave the place that they stand in.
 * </ol>
 *
 * <p>All values are immutable and may be shared between threads.
 */
package dev.headwater.export.standard;
