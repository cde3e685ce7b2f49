package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.QueuedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends one client's events to segments, within the folder's limit. Used by one thread. After a
 * disk failure, it retries after a second, and has no room until then.
 *
 * <p>The limit is checked whenever a segment begins. Processes that share the folder do not
 * coordinate this check, so each of them may exceed the limit by one segment.
 */
final class SegmentWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
  private static final int WRITE_BYTES = 256 * 1024;
  private static final int LEAST_SEGMENT_BYTES = 64 * 1024;
  private static final int MOST_SEGMENT_BYTES = 8 * 1024 * 1024;
  private static final int SEGMENTS = 8;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * An event and where it was written.
   *
   * @param segment null if there was no room
   * @param start the start of its record in the segment
   * @param end the end of its record
   */
  record Placed(QueuedEvent event, Segment segment, long start, long end) {
    boolean isStored() {
      return segment != null;
    }
  }

  private final SpoolFolder folder;
  private final Disk disk;
  private final String owner;
  private final long limitBytes;
  private final long segmentBytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(WRITE_BYTES);

  /**
   * Segments whose file is open because it is not full or not forced. Events are appended to the
   * last.
   */
  private final List<Open> open = new ArrayList<>();

  private long lastNumber;
  private long flushes;
  private long noRoomUntilNanos;
  private boolean noRoom;
  private boolean failing;

  private static final class Open {
    private final Segment segment;
    private final Disk.Appender appender;
    private long written;
    private long forced;
    private boolean full;

    Open(Segment segment, Disk.Appender appender) {
      this.segment = segment;
      this.appender = appender;
    }
  }

  SegmentWriter(SpoolFolder folder, Disk disk, String owner, long limitBytes) {
    this.folder = folder;
    this.disk = disk;
    this.owner = owner;
    this.limitBytes = limitBytes;
    this.segmentBytes =
        Math.max(LEAST_SEGMENT_BYTES, Math.min(MOST_SEGMENT_BYTES, limitBytes / SEGMENTS));
  }

  /**
   * Writes the events. The result has one entry per event: where it is, or that there was no room.
   */
  List<Placed> append(List<QueuedEvent> events) {
    List<Placed> placed = new ArrayList<>(events.size());
    int firstBuffered = 0;
    for (QueuedEvent event : events) {
      try {
        long flushesBefore = flushes;
        placed.add(append(event));
        if (flushes != flushesBefore) {
          firstBuffered = placed.size() - (buffer.position() == 0 ? 0 : 1);
        }
      } catch (IOException broken) {
        fail(broken);
        placed.add(new Placed(event, null, 0, 0));
        withdraw(placed, firstBuffered);
        firstBuffered = placed.size();
      }
    }
    try {
      flush();
    } catch (IOException broken) {
      fail(broken);
      withdraw(placed, firstBuffered);
    }
    return placed;
  }

  private Placed append(QueuedEvent event) throws IOException {
    int size = SegmentFormat.eventBytes(event);
    Open current = segmentFor(size);
    if (current == null) {
      return new Placed(event, null, 0, 0);
    }
    long start = current.written + buffer.position();
    write(current, SegmentFormat.event(event));
    return new Placed(event, current.segment, start, start + size);
  }

  /** Marks events of a failed write as not stored, whatever part of the write is on the disk. */
  private static void withdraw(List<Placed> placed, int from) {
    placed.subList(from, placed.size()).replaceAll(one -> new Placed(one.event(), null, 0, 0));
  }

  /** Writes a note of what is settled, if there is a segment to append it to. */
  void append(Ledger.Note note) {
    if (isAppending()) {
      try {
        write(last(), SegmentFormat.note(note));
        flush();
      } catch (IOException broken) {
        fail(broken);
      }
    }
  }

  /** Forces to the disk what is not forced yet. */
  void force() {
    for (Open one : List.copyOf(open)) {
      try {
        if (one.forced < one.written) {
          one.appender.force();
          one.forced = one.written;
        }
        if (one.full) {
          one.appender.close();
          open.remove(one);
        }
      } catch (IOException broken) {
        fail(broken);
      }
    }
  }

  /** Deletes a segment whose events are all settled. */
  void delete(Segment segment) {
    try {
      for (Open one : List.copyOf(open)) {
        if (one.segment == segment) {
          open.remove(one);
          one.appender.close();
        }
      }
      Files.deleteIfExists(segment.file);
      noRoomUntilNanos = System.nanoTime();
    } catch (IOException broken) {
      fail(broken);
    }
  }

  /** Appends nothing more to the current segment. */
  void seal() {
    if (isAppending()) {
      last().full = true;
      last().segment.complete = true;
    }
  }

  long lastNumber() {
    return lastNumber;
  }

  /**
   * Writes a final note of what is settled for the client that takes over. If this fails, that
   * client delivers the events again.
   *
   * @param name the name of the owner
   * @param afterNumber the number of the owner's last segment
   */
  void leave(String name, long afterNumber, Ledger.Note note) {
    Path file = folder.segmentFile(name, afterNumber + 1);
    try (Disk.Appender word = disk.create(file)) {
      word.append(ByteBuffer.wrap(SegmentFormat.MAGIC));
      word.append(SegmentFormat.note(note));
      word.force();
    } catch (IOException broken) {
      LOG.debug("while writing {}", file, broken);
    }
  }

  /** Closes all files. */
  void close() {
    for (Open one : open) {
      try {
        one.appender.close();
      } catch (IOException broken) {
        LOG.debug("while closing {}", one.segment.file, broken);
      }
    }
    open.clear();
  }

  private boolean isAppending() {
    return !open.isEmpty() && !last().full;
  }

  private Open last() {
    return open.get(open.size() - 1);
  }

  /** Returns where a record of that size goes; null if there is no room. */
  private Open segmentFor(int size) throws IOException {
    if (isAppending()) {
      Open current = last();
      if (current.written + buffer.position() + size <= segmentBytes) {
        return current;
      }
    }
    long now = System.nanoTime();
    if (noRoom && now - noRoomUntilNanos < 0) {
      return null;
    }
    long needed = Math.max(segmentBytes, size + (long) SegmentFormat.MAGIC.length);
    noRoom = folder.bytes() + buffer.position() + needed > limitBytes;
    if (noRoom) {
      noRoomUntilNanos = now + LOOK_AGAIN_NANOS;
      return null;
    }
    flush();
    if (isAppending()) {
      Open current = last();
      current.full = true;
      current.segment.complete = true;
    }
    Segment segment = new Segment(folder.segmentFile(owner, ++lastNumber), owner, lastNumber);
    Open next = new Open(segment, disk.create(segment.file));
    open.add(next);
    buffer.put(SegmentFormat.MAGIC);
    return next;
  }

  private void write(Open to, ByteBuffer record) throws IOException {
    if (record.remaining() > buffer.remaining()) {
      flush();
    }
    if (record.remaining() > buffer.capacity()) {
      long size = record.remaining();
      to.appender.append(record);
      to.written += size;
      flushes++;
    } else {
      buffer.put(record);
    }
  }

  private void flush() throws IOException {
    if (buffer.position() > 0) {
      Open to = last();
      long size = buffer.position();
      try {
        to.appender.append(buffer.flip());
        to.written += size;
        flushes++;
      } finally {
        buffer.clear();
      }
      if (failing) {
        failing = false;
        LOG.info("the spool {} can be written again", folder.path());
      }
    }
  }

  /**
   * Ends the current segment after a failed write. A record appended behind an incomplete write
   * could not be found again.
   */
  private void fail(IOException broken) {
    buffer.clear();
    if (isAppending()) {
      Open cut = last();
      cut.full = true;
      cut.segment.complete = true;
      if (cut.written == 0) {
        discard(cut);
      }
    }
    noRoom = true;
    noRoomUntilNanos = System.nanoTime() + AFTER_FAILURE_NANOS;
    if (!failing) {
      failing = true;
      LOG.warn(
          "the spool {} cannot be written: {}; events wait in memory",
          folder.path(),
          broken.toString());
    }
  }

  /**
   * Deletes a segment to which nothing could be written. Otherwise, a disk that stays full would
   * collect such files.
   */
  private void discard(Open empty) {
    open.remove(empty);
    try {
      empty.appender.close();
      Files.deleteIfExists(empty.segment.file);
    } catch (IOException broken) {
      LOG.debug("while discarding {}", empty.segment.file, broken);
    }
  }
}
