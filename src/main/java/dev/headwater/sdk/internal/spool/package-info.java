/**
 * Events on disk, for as long as they are not settled: what lets accepted events outlive the
 * process that accepted them. No part of the API.
 *
 * <p>A folder holds, for each {@link dev.headwater.sdk.internal.spool.Owner owner} (a client), a
 * lock file {@code <owner>.lock} and segments {@code <owner>-<number>.events}. An owner that lives
 * holds the lock on its file, so any number of processes may share a folder: what nobody holds the
 * lock of was left behind, and whoever gets the lock delivers it. Segments are only ever appended
 * to.
 *
 * <p>A segment is, big-endian throughout:
 *
 * <pre>
 * segment = "HWS1" record*
 * record  = int length of body, int CRC-32C of body, body
 * body    = 'E' long sequence, int length of key, key, Avro binary     an event
 *         | 'N' long accepted, long dropped, int count, count * (long first, long last)
 *                                                                      a note
 * </pre>
 *
 * <p>A note says how all events of the owner stood when it was written: how many it had accepted,
 * how many of them it had dropped, and which are settled, dropped ones included. It is written a
 * moment after the fact, so that events may be delivered again, which changes nothing.
 *
 * <p>What an owner had accepted, and is neither on disk nor settled, is lost: it was in memory
 * only, because the spool was full, or because the process was killed in the milliseconds before it
 * was written. Whoever takes over counts it as dropped. How many the owner had accepted is known
 * from its last note, and to the last event from {@link
 * dev.headwater.sdk.internal.spool.SharedCounts} where there is shared memory.
 *
 * <p>What is durable when: a record survives the end of the process, {@code kill -9} included, as
 * soon as it is written, which happens within milliseconds of {@code emit}. It survives the end of
 * the machine once it is forced, which happens when an event has been unsettled for {@code
 * spool.sync.millis}. So nothing is forced as long as Kafka acknowledges promptly.
 *
 * <p>A record whose checksum is wrong is skipped and counted. What follows a length that cannot be
 * is unreadable; at the end of the last segment that is the trace of a write that was cut off.
 */
package dev.headwater.sdk.internal.spool;
