/**
 * The JSON form, as the HTTP API, the command line and files of events use it.
 *
 * <ol>
 *   <li>Reading throws {@link dev.headwater.model.InvalidException} and nothing else, whatever the
 *       input; its path names the field.
 *   <li>A field of {@code null} is absent. A field that is not known is an error where events are
 *       read, and left alone where alerts and summaries are, which come from a server that may be
 *       newer.
 *   <li>Writing gives one canonical form: absent fields are left out, map keys are sorted.
 *   <li>All classes are stateless and safe for use by several threads.
 * </ol>
 */
package dev.headwater.codec.json;
