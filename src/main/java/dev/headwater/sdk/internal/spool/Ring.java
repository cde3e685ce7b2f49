package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.SequenceSet;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A ring of records in memory. An emitting thread writes its event here before {@code emit}
 * returns. Next to the records, the ring keeps how many events its client has accepted and which of
 * them are settled. The package documentation describes the bytes. If the memory is shared, all of
 * it survives the process.
 *
 * <p>Threads: one thread at a time appends, and one other thread at a time reads and frees. A later
 * process sees the writes of a thread in the order in which they were made. Therefore a record is
 * complete in memory before the head moves past it.
 */
final class Ring {

  /**
   * The size of the header, which holds the positions and the counts of numbered and dropped
   * events.
   */
  static final int HEADER_BYTES = 4_096;

  /** Where the records begin. */
  static final int RECORDS_AT = HEADER_BYTES + 2 * Ring.NOTE_SLOT_BYTES;

  /** How many ranges of settled numbers a note can hold. */
  static final int NOTED_RANGES = 4_096;

  private static final int NOTE_SLOT_BYTES = 68 * 1_024;
  private static final long MAGIC = 0x4857_5249_4e47_3031L; // HWRING01
  private static final int MAGIC_AT = 0;
  private static final int HEAD_AT = 8;
  private static final int TAIL_AT = 16;
  private static final int LAST_AT = 24;
  private static final int NUMBERED_AT = 32;
  private static final int DROPPED_AT = 40;
  private static final int NOTE_AT = 48;
  private static final int FOLDER_AT = 56;
  private static final int ALIGNMENT = 8;
  private static final int END_OF_LAP = -1;

  /** An event in the ring, and the position where its record ends. */
  record Entry(long sequence, byte[] key, byte[] avro, long end) {}

  private final ByteBuffer memory;
  private final ByteBuffer toSum;
  private final long capacity;
  private final boolean lasting;
  private long head;
  private volatile long tail;

  private Ring(ByteBuffer memory, boolean lasting) {
    this.memory = memory;
    this.toSum = memory.duplicate();
    this.capacity = memory.capacity() - RECORDS_AT;
    this.lasting = lasting;
    this.head = memory.getLong(HEAD_AT);
    this.tail = memory.getLong(TAIL_AT);
  }

  /**
   * Creates an empty ring in memory that is all zero.
   *
   * @param folder the folder of the spool, stored for a process that finds the ring
   * @param lasting whether the memory survives the process
   */
  static Ring create(ByteBuffer memory, Path folder, boolean lasting) {
    byte[] name = folder.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > HEADER_BYTES - FOLDER_AT - Integer.BYTES) {
      throw new IllegalArgumentException("the name of " + folder + " is too long");
    }
    memory.putInt(FOLDER_AT, name.length).put(FOLDER_AT + Integer.BYTES, name);
    memory.putLong(LAST_AT, -1).putLong(MAGIC_AT, MAGIC);
    return new Ring(memory, lasting);
  }

  /** Returns the ring that a process which is gone left; empty if the memory holds none. */
  static Optional<Ring> found(ByteBuffer memory) {
    boolean whole = memory.capacity() >= RECORDS_AT && memory.getLong(MAGIC_AT) == MAGIC;
    return whole ? Optional.of(new Ring(memory, true)) : Optional.empty();
  }

  /** Returns how much memory a ring with that room for records takes. */
  static long bytes(long capacity) {
    return RECORDS_AT + capacity;
  }

  /** Returns how much room an event takes. */
  static long recordBytes(byte[] key, byte[] avro) {
    return aligned(SegmentFormat.HEADER_BYTES + SegmentFormat.eventBodyBytes(key, avro));
  }

  /** Returns whether the memory survives the process. */
  boolean isLasting() {
    return lasting;
  }

  Path folder() {
    byte[] name = new byte[memory.getInt(FOLDER_AT)];
    memory.get(FOLDER_AT + Integer.BYTES, name);
    return Path.of(new String(name, StandardCharsets.UTF_8));
  }

  long head() {
    return head;
  }

  long tail() {
    return tail;
  }

  /** Writes an event. Returns false if there is no room. */
  boolean append(long sequence, byte[] key, byte[] avro) {
    int body = SegmentFormat.eventBodyBytes(key, avro);
    int size = aligned(SegmentFormat.HEADER_BYTES + body);
    if (!fits(size)) {
      return false;
    }
    if (tail == head && !fitsBehind(size)) {
      skipTo(startOf(size));
    }
    long start = startOf(size);
    if (start != head) {
      memory.putInt(at(head), END_OF_LAP);
    }
    int at = at(start);
    int bodyAt = at + SegmentFormat.HEADER_BYTES;
    SegmentFormat.putEvent(memory, bodyAt, sequence, key, avro);
    toSum.limit(bodyAt + body).position(bodyAt);
    memory.putInt(at, body).putInt(at + Integer.BYTES, SegmentFormat.checksum(toSum));
    VarHandle.releaseFence();
    head = start + size;
    memory.putLong(HEAD_AT, head);
    VarHandle.releaseFence();
    memory.putLong(LAST_AT, start).putLong(NUMBERED_AT, sequence);
    return true;
  }

  /** Returns whether there is room for an event. */
  boolean fits(byte[] key, byte[] avro) {
    return fits((int) recordBytes(key, avro));
  }

  private boolean fits(int size) {
    return size <= capacity && (fitsBehind(size) || tail == head);
  }

  /** Returns whether there is room between the head and the tail. */
  private boolean fitsBehind(int size) {
    return startOf(size) + size - tail <= capacity;
  }

  /**
   * Moves the head of an empty ring. A record that is larger than half of the ring may fit only at
   * the beginning.
   */
  private void skipTo(long position) {
    free(position);
    VarHandle.releaseFence();
    head = position;
    memory.putLong(HEAD_AT, position);
  }

  /**
   * Returns the start of a record of that size. Records do not wrap: one that does not fit before
   * the end starts at the beginning.
   */
  private long startOf(int size) {
    long toEnd = capacity - head % capacity;
    return size <= toEnd ? head : head + toEnd;
  }

  private static int aligned(int bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private int at(long position) {
    return RECORDS_AT + (int) (position % capacity);
  }

  /**
   * Returns the record at a position below the head; empty if it is incomplete or corrupt. Records
   * after such a record cannot be found.
   */
  Optional<Entry> entry(long position) {
    long start = position;
    if (memory.getInt(at(start)) == END_OF_LAP) {
      start += capacity - start % capacity;
    }
    int at = at(start);
    int body = memory.getInt(at);
    int room = memory.capacity() - at - SegmentFormat.HEADER_BYTES;
    if (body < SegmentFormat.LEAST_BODY_BYTES || body > room) {
      return Optional.empty();
    }
    byte[] bytes = new byte[body];
    memory.get(at + SegmentFormat.HEADER_BYTES, bytes);
    if (SegmentFormat.checksum(bytes, 0, body) != memory.getInt(at + Integer.BYTES)) {
      return Optional.empty();
    }
    long end = start + aligned(SegmentFormat.HEADER_BYTES + body);
    Entry[] found = new Entry[1];
    SegmentReader.visit(
        ByteBuffer.wrap(bytes),
        (sequence, key, avro) -> found[0] = new Entry(sequence, key, avro, end));
    return Optional.ofNullable(found[0]);
  }

  /**
   * Returns the event that was written last, even if it is freed; empty if it has been overwritten.
   */
  Optional<Entry> last() {
    long last = memory.getLong(LAST_AT);
    return last < 0 ? Optional.empty() : entry(last);
  }

  /** Frees everything before a position. Those events are on disk, or noted as settled. */
  void free(long position) {
    memory.putLong(TAIL_AT, position);
    tail = position;
  }

  /** Stores the highest number that was given to an event, dropped events included. */
  void numbered(long last) {
    memory.putLong(NUMBERED_AT, last);
  }

  long numbered() {
    return memory.getLong(NUMBERED_AT);
  }

  /** Stores how many of the numbered events were dropped. */
  void dropped(long count) {
    memory.putLong(DROPPED_AT, count);
  }

  long dropped() {
    return memory.getLong(DROPPED_AT);
  }

  /** Stores the state of all events of an owner that is gone, and frees all records. */
  void settle(Ledger.Note note) {
    numbered(note.accepted());
    dropped(note.dropped());
    note(note);
    free(head);
  }

  /**
   * Stores a note in place of the previous one, which stays valid until the new one is complete.
   */
  void note(Ledger.Note note) {
    List<SequenceSet.Range> settled = note.settled();
    Ledger.Note bounded =
        new Ledger.Note(
            note.accepted(),
            note.dropped(),
            settled.subList(0, Math.min(NOTED_RANGES, settled.size())));
    long count = memory.getLong(NOTE_AT) + 1;
    memory.put(slot(count), SegmentFormat.note(bounded).array());
    VarHandle.releaseFence();
    memory.putLong(NOTE_AT, count);
  }

  /** Returns the slot of a note. Notes alternate between two slots. */
  private static int slot(long count) {
    return HEADER_BYTES + (int) (count % 2) * NOTE_SLOT_BYTES;
  }

  /** Returns the note that was stored last. */
  Optional<Ledger.Note> note() {
    long count = memory.getLong(NOTE_AT);
    if (count == 0) {
      return Optional.empty();
    }
    int body = memory.getInt(slot(count));
    if (body < SegmentFormat.NOTE_BYTES || body > NOTE_SLOT_BYTES - SegmentFormat.HEADER_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[body];
    memory.get(slot(count) + SegmentFormat.HEADER_BYTES, bytes);
    return SegmentFormat.checksum(bytes, 0, body) == memory.getInt(slot(count) + Integer.BYTES)
        ? SegmentReader.note(bytes)
        : Optional.empty();
  }
}
