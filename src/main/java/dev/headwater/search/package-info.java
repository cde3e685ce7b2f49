/**
 * The index of this instance for finding assets by a part of their name and by their state, and
 * datasets by the categories that they declare.
 *
 * <p>The index is derived and disposable: it is in no changelog, begins empty at each start, and is
 * filled from the rows of the partitions. Nothing depends on it for being right. Where it cannot
 * tell, rows are read instead, which is slower and gives the same answer.
 *
 * <p>How it fits together: {@link dev.headwater.search.AssetIndex} has a {@code Feed} for each
 * partition. The processor marks in it the assets that it has written. A thread in the background
 * reads the rows of these assets and updates the documents ({@code Documents}). A search ({@code
 * RankedSearch}) reads the documents and, directly, the marked assets.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>A search misses no asset that matched when the search began. An asset is marked until a
 *       search can see its document.
 *   <li>A thread that processes a partition never waits for the index.
 *   <li>All memory is bounded: marked assets, the writer's buffer, terms of a query.
 * </ol>
 */
package dev.headwater.search;
