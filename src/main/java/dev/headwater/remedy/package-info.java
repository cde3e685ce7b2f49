/**
 * What a person has to write down to document an asset, ready to copy.
 *
 * <p>{@link dev.headwater.remedy.Checklist} says of each condition C1 to C6 whether it holds, and
 * why. {@link dev.headwater.remedy.Remedy} is the event that adds what is missing: as JSON, as
 * lines for the SDK, and as a shell command.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>Nothing is invented. Each value comes from an event, or is a {@link
 *       dev.headwater.remedy.Blank} that a person has to fill in.
 *   <li>A blank never counts. It is {@code TODO} where the server refuses that text (it is no URN,
 *       no time, no symbol) or does not count it as documentation ({@link
 *       dev.headwater.model.Placeholder}). It is an empty text where {@code TODO} would count, and
 *       there the server refuses empty text. So an asset does not become documented while any one
 *       of the blanks of a DOCUMENT is left. An INGEST with all other blanks filled in and the
 *       source {@code TODO} is taken; it names no source, which the gate says in the remark
 *       SOURCE_NOT_STATED.
 *   <li>A blank never does harm. A seed that is left blank is refused, because the record of a seed
 *       without version and hash would keep C3 from holding until that event is retracted.
 *   <li>A condition holds only if the summary does not list it as missing, and every record at hand
 *       shows it. Where records may be missing from the lists, the answer is UNKNOWN, not YES.
 *   <li>A form is text without control characters and invisible characters, whatever the names
 *       contain. The JSON is one line.
 *   <li>Everything is bounded: see {@link dev.headwater.remedy.Room}.
 *   <li>All results are functions of their arguments: no clock, no randomness, no I/O. All public
 *       values are immutable.
 * </ol>
 */
package dev.headwater.remedy;
