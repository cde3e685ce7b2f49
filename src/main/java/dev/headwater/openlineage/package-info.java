/**
 * OpenLineage events to events of the model: reading, accumulating what the events of one run say,
 * and translating that.
 *
 * <ol>
 *   <li>Pure: no I/O, no clock. What is derived is a function of the set of events of a subject (a
 *       run, a job, a dataset), whatever their order and their repeats.
 *   <li>What is not read is ignored, not refused: unknown facets, unknown fields, older versions.
 *       What is read and broken is an {@link dev.headwater.model.InvalidException} that names the
 *       field.
 *   <li>Only what is used is kept of an event, so that what accumulates stays small.
 *   <li>All values are immutable, all classes safe for use by several threads.
 * </ol>
 *
 * <p>The formats are those of <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">
 * OpenLineage 2-0-2</a> and its facets as of the Java client 1.55.
 */
package dev.headwater.openlineage;
