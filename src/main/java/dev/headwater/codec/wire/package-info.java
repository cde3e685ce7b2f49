/**
 * Records of Kafka: Confluent's wire format, which is a zero byte, the schema's id in the registry
 * as four bytes, most significant first, and Avro binary.
 *
 * <ol>
 *   <li>Decoding throws {@link dev.headwater.codec.wire.UndecodableException}, which trying again
 *       does not change, or {@link dev.headwater.codec.registry.RegistryUnavailableException},
 *       which it may, and nothing else, whatever the bytes.
 *   <li>Encoders and decoders are safe for use by several threads.
 * </ol>
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire
 *     format</a>
 */
package dev.headwater.codec.wire;
