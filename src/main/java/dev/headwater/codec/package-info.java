/**
 * Values of {@link dev.headwater.model} to and from JSON ({@code json}), Avro ({@code avro}) and
 * records of Kafka ({@code wire}). Nothing outside of this package sees Avro.
 */
package dev.headwater.codec;
