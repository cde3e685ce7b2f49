package dev.headwater.codec.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder over one array, with two more checks. Text must be UTF-8; Avro itself
 * replaces invalid bytes by U+FFFD. And a block must not claim more items than there are bytes
 * left.
 *
 * <p>Avro has its own check of block sizes, based on the smallest size of an item. It takes that
 * size from the reader's schema, so it rejects valid records of a writer that knew fewer fields.
 * This class turns that check off by reporting the number of bytes left as unknown. The check here
 * is correct for our schemas: an item takes at least one byte in every version, because it has a
 * field without a default.
 */
final class StrictDecoder extends Decoder {
  private static final int SCRATCH_BYTES = 256;

  private final BinaryDecoder in;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);

  StrictDecoder(byte[] bytes, int offset, int length) {
    this.in = DecoderFactory.get().binaryDecoder(bytes, offset, length, null);
  }

  /** Returns how many bytes are not read yet. */
  int bytesLeft() {
    return in.remainingBytes();
  }

  @Override
  public int remainingBytes() {
    return -1;
  }

  private long checkBlock(long items) throws IOException {
    if (items < 0 || items > bytesLeft()) {
      throw new EOFException(
          "a block claims " + items + " items, and only " + bytesLeft() + " bytes are left");
    }
    return items;
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    scratch = in.readBytes(scratch);
    byte[] bytes = scratch.array();
    int length = scratch.limit();
    for (int i = 0; i < length; i++) {
      if (bytes[i] < 0) {
        // Throws CharacterCodingException, an IOException, if it is not UTF-8.
        return utf8.decode(scratch).toString();
      }
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public long readArrayStart() throws IOException {
    return checkBlock(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return checkBlock(in.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return checkBlock(in.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return checkBlock(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return checkBlock(in.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return checkBlock(in.skipMap());
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public void skipString() throws IOException {
    in.skipString();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return in.readBytes(old);
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipBytes();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }
}
