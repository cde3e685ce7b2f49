/**
 * The JSON form of values, for the HTTP API, the command line and event files.
 *
 * <ol>
 *   <li>For any input, reading throws only {@link dev.headwater.model.InvalidException}; its path
 *       names the field.
 *   <li>A field with the value {@code null} counts as absent. An unknown field is an error in an
 *       event. In alerts and summaries it is ignored, because these come from a server that may be
 *       newer.
 *   <li>Writing produces one canonical form: absent fields are left out, and map keys are sorted.
 *   <li>All public classes are stateless and safe for use by several threads.
 * </ol>
 */
package dev.headwater.codec.json;
