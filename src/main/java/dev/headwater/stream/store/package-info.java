/**
 * The state store of a task: rows of the engine under byte keys that begin with a tag.
 *
 * <p>The processor reads and writes through {@link dev.headwater.stream.store.GraphState}. Queries
 * read through {@link dev.headwater.stream.store.GraphReader}, from any thread, while the processor
 * writes.
 */
package dev.headwater.stream.store;
