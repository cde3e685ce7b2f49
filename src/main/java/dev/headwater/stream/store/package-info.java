/**
 * The one state store of a task: rows of the engine under tagged byte keys.
 *
 * <p>The processor reads and writes through {@link dev.headwater.stream.store.GraphState}, queries
 * read through {@link dev.headwater.stream.store.GraphReader}, which is safe to use from any thread
 * while the processor writes.
 */
package dev.headwater.stream.store;
