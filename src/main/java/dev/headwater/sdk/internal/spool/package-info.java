/**
 * Storage for events that must survive the process that accepted them. An event is in shared memory
 * as soon as it is accepted, and on disk a moment later, until it is settled. Not part of the API.
 *
 * <p>A folder holds, for each {@link dev.headwater.sdk.internal.spool.SpoolLock owner} (a client),
 * a lock file {@code <owner>.lock} and segments {@code <owner>-<number>.events}. A living owner
 * holds the lock on its file, so any number of processes may share a folder. Files whose lock
 * nobody holds were left behind, and the client that gets the lock delivers their events. Segments
 * are only ever appended to. The lock file says where the owner keeps events that are not on disk
 * yet: {@code RING}, {@code PROCESS} (in its own memory), or {@code NOTHING} after the owner has
 * ended in order. An empty or short file {@code <owner>.to-<hash>} says where the owner's events go
 * ({@link dev.headwater.sdk.internal.spool.Destination}); what goes somewhere else is left alone.
 *
 * <p>A segment has this format, big-endian throughout:
 *
 * <pre>
 * segment = "HWS1" record*
 * record  = int length of body, int CRC-32C of body, body
 * body    = 'E' long sequence, int length of key, key, Avro binary     an event
 *         | 'N' long accepted, long dropped, int count, count * (long first, long last)
 *                                                                      a note
 * </pre>
 *
 * <p>The key is a {@link dev.headwater.sdk.internal.TracedKey}: the record key, and the trace of
 * the event if it has one.
 *
 * <p>A note says what the state of all events of the owner was when the note was written: how many
 * events the owner had accepted, how many of them it had dropped, and which ones are settled,
 * dropped ones included. The note is written a moment after the events are settled. Events may
 * therefore be delivered again, which changes nothing.
 *
 * <p>A {@link dev.headwater.sdk.internal.spool.Ring ring} is a file in shared memory, {@code
 * /dev/shm/headwater-<owner>.ring}. Its pages survive the process, and a write to a page never
 * waits for a disk. It has this format, big-endian:
 *
 * <pre>
 * ring    = header (4,096 bytes), 2 * note slot (69,632 bytes each), records to the end
 * header  = "HWRING01", long head, long tail, long last, long numbered, long dropped,
 *           long notes, int length of the spool's folder, folder
 * slot    = record of a note, as in a segment
 * records = record of an event, as in a segment, filled up to a multiple of 8 bytes
 * </pre>
 *
 * <p>Positions count all bytes that were ever written. The place of a position is its remainder
 * modulo the size of the records' part. A record does not wrap: an int of -1 in the place of a
 * length says that the next record is at the beginning. The emitting thread writes the record first
 * and then moves the head past it. If the head has not passed a record, {@code emit} has not
 * returned for its event. {@code last} is the position of the latest record, {@code numbered} the
 * highest number given. The spooling thread moves the tail past events that are on disk or settled.
 * Notes alternate between the two slots, so that one of them always holds a complete note. A
 * segment is deleted only after the note that says its events are settled is in the ring. This
 * applies to the owner and to a client that took over.
 *
 * <p>A client that takes over writes the events that are only in the ring to a segment. If the disk
 * has no room for them, it delivers them from the ring, which then stays until they are settled. An
 * event that the owner had accepted, and that is in neither place, not settled and not noted as
 * dropped, is lost: the machine crashed, or a part of the disk is bad. It is counted as dropped and
 * reported. If the owner's last event is not going to be delivered any more, a {@link
 * dev.headwater.sdk.internal.ClosingRecord closing record} shows the readers of the topic how many
 * events the owner accepted. If the lock file says that an owner had a ring, but there is none, the
 * owner's machine crashed. Events that it accepted after the last known number cannot be counted,
 * and the log says so.
 *
 * <p>Durability: a record survives the end of the process, {@code kill -9} included, as soon as it
 * is in the ring, which is before {@code emit} returns. Without shared memory, it does so once it
 * is written to disk, within milliseconds. It survives a crash of the machine once it is forced to
 * the disk, which happens when an event has been unsettled for {@code spool.sync.millis}. So
 * nothing is forced as long as Kafka acknowledges promptly.
 *
 * <p>A record with a wrong checksum is skipped and counted. After an impossible length, the rest of
 * the segment is unreadable; at the end of the last segment, this is the trace of an incomplete
 * write.
 */
package dev.headwater.sdk.internal.spool;
