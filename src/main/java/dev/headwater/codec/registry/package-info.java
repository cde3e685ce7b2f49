/**
 * The schema registry: Confluent's client behind one class ({@link
 * dev.headwater.codec.registry.SchemaRegistry}), the errors that a caller can react to, and the
 * rules of compatibility between Avro schemas.
 *
 * <p>{@code SchemaRegistry} is the only class that uses the client's classes. All public classes
 * are safe for use by several threads.
 */
package dev.headwater.codec.registry;
