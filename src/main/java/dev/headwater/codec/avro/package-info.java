/**
 * The Avro form of values, which is the canonical one; its schemas are in {@code schemas/*.avsc}.
 *
 * <ol>
 *   <li>Encoding always writes the current schema. Decoding accepts any writer's schema that
 *       resolves to it.
 *   <li>For any bytes and any schema, decoding throws only {@link
 *       dev.headwater.codec.avro.CorruptException} or {@link dev.headwater.model.InvalidException}.
 *       {@link dev.headwater.codec.avro.GraphCommandAvro} is the exception: its data comes from
 *       processors only.
 *   <li>Decoding does not trust the sizes that a record claims: memory use stays proportional to
 *       the number of bytes that are there.
 *   <li>All public classes are stateless or safe for use by several threads.
 * </ol>
 */
package dev.headwater.codec.avro;
