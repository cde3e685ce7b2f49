/**
 * The schema registry: its genuine client behind one class ({@link
 * dev.headwater.codec.registry.SchemaRegistry}), the errors a caller can act on, and the rules by
 * which one Avro schema may follow another.
 *
 * <p>{@code SchemaRegistry} is the only class that sees the client's own classes. Threading: all
 * public classes here may be used from any thread.
 */
package dev.headwater.codec.registry;
