package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.QueuedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a segment that is to be read into memory.
 *
 * @param inheritance where the segment comes from; empty if it is this client's own
 */
record SegmentRange(Segment segment, long from, long to, Optional<OrphanedSpool> inheritance) {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentRange.class);
  private static final long CHUNK_BYTES = 256 * 1024;

  /**
   * The beginning of a part.
   *
   * @param to where it ends
   * @param damaged whether something in it could not be read
   */
  record Chunk(List<QueuedEvent> events, long to, boolean damaged) {}

  /**
   * Reads about 256 KiB, and at least one record. If the file cannot be read, skips the whole part.
   */
  Chunk read() {
    Collector collector = new Collector(segment);
    try {
      long end = segment.read(from, to, CHUNK_BYTES, collector);
      return new Chunk(collector.events, end, collector.damaged);
    } catch (IOException broken) {
      LOG.warn("{} cannot be read back: {}", segment.file, broken.toString());
      return new Chunk(collector.events, to, true);
    }
  }

  private static final class Collector implements SegmentReader.Visitor {
    private final Segment segment;
    private final List<QueuedEvent> events = new ArrayList<>();
    private boolean damaged;

    Collector(Segment segment) {
      this.segment = segment;
    }

    @Override
    public void event(long sequence, byte[] key, byte[] avro) {
      events.add(new QueuedEvent(segment.owner, sequence, key, avro));
    }

    @Override
    public void corrupt() {
      damaged = true;
      LOG.warn("a record in {} is corrupt, it is skipped", segment.file);
    }

    @Override
    public void unreadable(long bytes) {
      damaged = true;
      LOG.warn("{} bytes of {} cannot be read back", bytes, segment.file);
    }
  }
}
