/**
 * Turns the records that data tools leave behind into lineage events.
 *
 * <p>How it fits together: {@link dev.headwater.importer.Imports} gives {@link
 * dev.headwater.importer.RecordFile}s to the class of their {@link
 * dev.headwater.importer.ImportFormat}, which answers with {@link dev.headwater.importer.Imported}:
 * the events, and notes about what the record says and no event can hold.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>An event has nothing that the record does not state. What it does not state stays open, and
 *       is missing in the documentation of the dataset.
 *   <li>The id of an event is made of its content: the same record gives the same events, so to
 *       import it twice changes nothing.
 *   <li>A record that cannot be understood is refused with the file and the place.
 * </ol>
 *
 * <p>All values are immutable and may be shared between threads. There is no I/O here.
 */
package dev.headwater.importer;
