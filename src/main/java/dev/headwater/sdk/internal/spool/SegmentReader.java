package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.SequenceSet;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a segment. Reports unreadable data to the visitor; never throws because of it, and never
 * takes it for an event.
 */
final class SegmentReader {

  private static final int BUFFER_BYTES = 256 * 1024;

  /** Receives the contents of a segment, in order. */
  interface Visitor {
    void event(long sequence, byte[] key, byte[] avro);

    /** The state of all events of the owner when the note was written. */
    default void note(Ledger.Note note) {}

    /** A record has a wrong checksum, or a type that this version does not know. */
    default void corrupt() {}

    /** The data from here to the end does not begin with a record. */
    default void unreadable(long bytes) {}
  }

  private SegmentReader() {}

  /**
   * Reads records until {@code enough} bytes are read, and at least one record.
   *
   * @param from 0, or the result of an earlier call
   * @param to where to stop: the end of the data in the segment that is to be read
   * @return where it stopped; {@code to} if there is nothing more to read
   */
  static long read(Path file, long from, long to, long enough, Visitor visitor) throws IOException {
    long at = from;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(
                    Channels.newInputStream(channel.position(from)), BUFFER_BYTES))) {
      long end = Math.min(to, channel.size());
      if (at == 0) {
        int length = SegmentFormat.MAGIC.length;
        if (end < length || !Arrays.equals(in.readNBytes(length), SegmentFormat.MAGIC)) {
          if (end > 0) {
            visitor.unreadable(end);
          }
          return to;
        }
        at = length;
      }
      while (at < end && at - from < enough) {
        long left = end - at - SegmentFormat.HEADER_BYTES;
        int length = left < 0 ? -1 : in.readInt();
        if (length < SegmentFormat.LEAST_BODY_BYTES
            || length > SegmentFormat.MOST_BODY_BYTES
            || length > left) {
          visitor.unreadable(end - at);
          return to;
        }
        int checksum = in.readInt();
        byte[] body = in.readNBytes(length);
        at += SegmentFormat.HEADER_BYTES + (long) length;
        if (SegmentFormat.checksum(body, 0, length) == checksum) {
          visit(ByteBuffer.wrap(body), visitor);
        } else {
          visitor.corrupt();
        }
      }
      return at < end ? at : to;
    }
  }

  /** Returns the note in a body; empty if the body is something else. */
  static Optional<Ledger.Note> note(byte[] body) {
    Ledger.Note[] found = new Ledger.Note[1];
    visit(
        ByteBuffer.wrap(body),
        new Visitor() {
          @Override
          public void event(long sequence, byte[] key, byte[] avro) {}

          @Override
          public void note(Ledger.Note note) {
            found[0] = note;
          }
        });
    return Optional.ofNullable(found[0]);
  }

  /** Decodes a body and passes it to the visitor. */
  static void visit(ByteBuffer body, Visitor visitor) {
    switch (body.get()) {
      case SegmentFormat.EVENT -> {
        long sequence = body.getLong();
        byte[] key = new byte[body.getInt()];
        body.get(key);
        byte[] avro = new byte[body.remaining()];
        body.get(avro);
        visitor.event(sequence, key, avro);
      }
      case SegmentFormat.NOTE -> {
        long accepted = body.getLong();
        long dropped = body.getLong();
        int count = body.getInt();
        List<SequenceSet.Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          ranges.add(new SequenceSet.Range(body.getLong(), body.getLong()));
        }
        visitor.note(new Ledger.Note(accepted, dropped, ranges));
      }
      // A later version wrote a type that this version does not know.
      default -> visitor.corrupt();
    }
  }
}
