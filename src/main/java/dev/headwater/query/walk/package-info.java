/**
 * The reads that combine the answers of many partitions: walks along the graph, lists, gates,
 * accounts and representation.
 *
 * <p>A {@link dev.headwater.query.walk.Reading} belongs to one read and one thread. It has one time
 * limit.
 */
package dev.headwater.query.walk;
