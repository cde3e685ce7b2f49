/**
 * Converts values of {@link dev.headwater.model} to and from JSON ({@code json}), Avro ({@code
 * avro}) and Kafka records ({@code wire}). {@code registry} holds the schema registry. No other
 * package uses Avro's classes.
 */
package dev.headwater.codec;
