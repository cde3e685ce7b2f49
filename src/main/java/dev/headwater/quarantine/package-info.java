/**
 * The work with records that could not be taken: list them, show them, send them again after the
 * cause is gone, or discard them.
 *
 * <p>The processors put a record aside in the quarantine topic, with the reason and its place in
 * headers. This package reads that topic and adds <em>marks</em> to it. Nothing else is stored, so
 * all instances see the same.
 *
 * <ol>
 *   <li>A mark is a record of the same topic that names another one, and says what was done with
 *       it, when, by whom and why. It is in the partition of the record that it marks, behind it:
 *       Kafka deletes a partition from its beginning, so that a mark lives at least as long as what
 *       it marks.
 *   <li>A replay first sends the record, then the mark. A crash between the two leaves the record
 *       open, and a second replay is harmless: events are idempotent by their id, and what
 *       OpenLineage says of a run is a state.
 *   <li>A record that is sent again and refused again comes back as a new record, which names the
 *       one before it. Only the new one is open. It counts as a successor only if it has the same
 *       key and content, so that no writer can hide a record of somebody else.
 *   <li>A record with a reason is never a mark, whatever its other headers say: processors add the
 *       reason, and producers of events choose the other headers.
 *   <li>Every scan is bounded in records, bytes and time. A record whose marks may lie behind the
 *       end of the scan has the status {@link dev.headwater.quarantine.Status#UNKNOWN}.
 * </ol>
 */
package dev.headwater.quarantine;
