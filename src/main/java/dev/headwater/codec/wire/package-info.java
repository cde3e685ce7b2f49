/**
 * Encodes and decodes Kafka records in Confluent's wire format: a zero byte, the schema's id in the
 * registry as four bytes, most significant first, and Avro binary.
 *
 * <ol>
 *   <li>For any bytes, decoding throws only {@link dev.headwater.codec.wire.UndecodableException},
 *       which is permanent, or {@link dev.headwater.codec.registry.RegistryUnavailableException},
 *       after which a retry may help. {@link dev.headwater.codec.wire.CommandCodec} is the
 *       exception: its data comes from processors only.
 *   <li>Encoders and decoders are safe for use by several threads.
 * </ol>
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
package dev.headwater.codec.wire;
