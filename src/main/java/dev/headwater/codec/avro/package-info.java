/**
 * The Avro form, which is the canonical one: {@code schemas/*.avsc}.
 *
 * <ol>
 *   <li>Encoding always writes the current schema. Decoding takes any writer's schema that resolves
 *       to it.
 *   <li>Decoding throws {@link dev.headwater.codec.avro.CorruptException} or {@link
 *       dev.headwater.model.InvalidException} and nothing else, whatever the bytes and the schema.
 *   <li>What a record claims about its own size is never believed: memory stays in proportion to
 *       the bytes that are there.
 *   <li>All classes are stateless or safe for use by several threads.
 * </ol>
 */
package dev.headwater.codec.avro;
