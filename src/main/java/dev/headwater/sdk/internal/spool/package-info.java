/**
 * Events that outlive the process that accepted them: in shared memory as soon as they are
 * accepted, and on disk a moment later, for as long as they are not settled. No part of the API.
 *
 * <p>A folder holds, for each {@link dev.headwater.sdk.internal.spool.Owner owner} (a client), a
 * lock file {@code <owner>.lock} and segments {@code <owner>-<number>.events}. An owner that lives
 * holds the lock on its file, so any number of processes may share a folder: what nobody holds the
 * lock of was left behind, and whoever gets the lock delivers it. Segments are only ever appended
 * to. The lock file tells where the owner keeps events that are not on disk yet: {@code RING},
 * {@code PROCESS} (in memory of its own), or nothing, once it has ended in order.
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
 * <p>A {@link dev.headwater.sdk.internal.spool.Ring ring} is a file in shared memory, {@code
 * /dev/shm/headwater-<owner>.ring}. Its pages outlive the process, and storing into one never waits
 * for a disk. It is, big-endian:
 *
 * <pre>
 * ring    = header (4,096 bytes), 2 * note slot (69,632 bytes each), records to the end
 * header  = "HWRING01", long head, long tail, long last, long numbered, long dropped,
 *           long notes, int length of the spool's folder, folder
 * slot    = record of a note, as in a segment
 * records = record of an event, as in a segment, filled up to a multiple of 8 bytes
 * </pre>
 *
 * <p>Positions count all bytes that were ever written; a position's place is its remainder by the
 * size of the records' part. A record does not wrap: an int of -1 in the place of a length says
 * that the next record is at the beginning. Whoever emits writes the record first and then moves
 * the head past it: a record that the head has not passed is one for which {@code emit} has not
 * returned. {@code last} is the position of the latest record, {@code numbered} the highest number
 * given. The spooling thread moves the tail past what is on disk, or is settled. Notes take turns
 * with the two slots, so that a whole one always stands there. Not before the note is in the ring
 * are segments deleted whose events it tells to be settled, by the owner and by whoever took over.
 *
 * <p>Whoever takes over writes what is only in the ring to a segment. What an owner had accepted,
 * and is neither there nor settled nor noted as dropped, is lost: the machine went down, or a part
 * of the disk is bad. It is counted as dropped and named. If the owner's last event is not to be
 * delivered any more, a {@link dev.headwater.sdk.internal.QueuedEvent#closing closing record} tells
 * the topic's readers how far it had counted. An owner of whom the lock file says that it had a
 * ring, and that has none, went down with its machine: what it had accepted after the last number
 * that is known cannot be counted, and the log says so.
 *
 * <p>What is durable when: a record survives the end of the process, {@code kill -9} included, as
 * soon as it is in the ring, before {@code emit} returns; where there is no shared memory, as soon
 * as it is written to disk, within milliseconds. It survives the end of the machine once it is
 * forced, which happens when an event has been unsettled for {@code spool.sync.millis}. So nothing
 * is forced as long as Kafka acknowledges promptly.
 *
 * <p>A record whose checksum is wrong is skipped and counted. What follows a length that cannot be
 * is unreadable; at the end of the last segment that is the trace of a write that was cut off.
 */
package dev.headwater.sdk.internal.spool;
