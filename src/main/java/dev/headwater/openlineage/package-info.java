/**
 * Turns OpenLineage events into Headwater events: reads them, accumulates what the events of one
 * run say, and translates the result.
 *
 * <ol>
 *   <li>The package is pure: no I/O, no clock. The result is a function of the set of events of a
 *       subject (a run, a job or a dataset). Order and repeats do not change it.
 *   <li>Unknown facets, unknown fields and older versions are ignored, not refused. A known facet
 *       that is invalid is left out and reported. Any other field that is read and is invalid leads
 *       to an {@link dev.headwater.model.InvalidException} that names the field.
 *   <li>The package keeps only the parts of an event that it uses, so that what accumulates stays
 *       small.
 *   <li>All values are immutable. All classes are safe for use by several threads, except those
 *       whose Javadoc says otherwise.
 * </ol>
 *
 * <p>The formats are those of <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">
 * OpenLineage 2-0-2</a> and its facets as of the Java client 1.55.
 */
package dev.headwater.openlineage;
