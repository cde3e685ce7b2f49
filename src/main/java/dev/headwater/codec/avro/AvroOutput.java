package dev.headwater.codec.avro;

import dev.headwater.model.Asset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Writes values as Avro binary, one after the other, in the layout that {@link AvroInput} reads.
 * Not thread-safe.
 */
final class AvroOutput {
  private static final int INITIAL_BYTES = 1024;
  private static final int MICROS = 1_000_000;
  private static final int NANOS_A_MICRO = 1_000;
  private static final int MOST_VARINT_BYTES = 10;
  private static final int ASCII = 0x80;

  /** The largest buffer that is kept for reuse. */
  private static final int KEPT_BYTES = 256 * 1024;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Returns how many bytes were written. */
  int size() {
    return size;
  }

  /** Starts a new output. */
  AvroOutput clear() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
    size = 0;
    return this;
  }

  AvroOutput number(long value) {
    room(MOST_VARINT_BYTES);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  AvroOutput flag(boolean value) {
    room(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  AvroOutput real(double value) {
    room(Double.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (bits >>> shift);
    }
    return this;
  }

  AvroOutput text(String value) {
    int length = value.length();
    int start = size;
    number(length).room(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= ASCII) {
        size = start;
        return binary(value.getBytes(StandardCharsets.UTF_8));
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  AvroOutput binary(byte[] value) {
    return number(value.length).raw(value, value.length);
  }

  AvroOutput asset(Asset value) {
    return text(value.urn());
  }

  /** Writes bytes unchanged. */
  AvroOutput raw(byte[] value) {
    return raw(value, value.length);
  }

  /** Writes everything that another output has written. */
  AvroOutput append(AvroOutput other) {
    return raw(other.bytes, other.size);
  }

  private AvroOutput raw(byte[] value, int length) {
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  AvroOutput instant(Instant value) {
    return number(value.getEpochSecond() * MICROS + value.getNano() / NANOS_A_MICRO);
  }

  <E extends Enum<E>> AvroOutput symbol(Symbols<E> symbols, E value) {
    return number(symbols.indexOf(value));
  }

  <T> AvroOutput optional(Optional<T> value, BiConsumer<AvroOutput, T> write) {
    flagged(value.isPresent());
    value.ifPresent(present -> write.accept(this, present));
    return this;
  }

  AvroOutput optional(OptionalLong value) {
    flagged(value.isPresent());
    return value.isPresent() ? number(value.getAsLong()) : this;
  }

  AvroOutput optional(OptionalDouble value) {
    flagged(value.isPresent());
    return value.isPresent() ? real(value.getAsDouble()) : this;
  }

  /** Writes the branch of a union of null and a type. */
  private void flagged(boolean present) {
    number(present ? 1 : 0);
  }

  <T> AvroOutput list(List<T> items, BiConsumer<AvroOutput, T> write) {
    if (!items.isEmpty()) {
      number(items.size());
      for (T item : items) {
        write.accept(this, item);
      }
    }
    return number(0);
  }

  AvroOutput texts(List<String> items) {
    return list(items, AvroOutput::text);
  }

  <V> AvroOutput map(Map<String, V> entries, BiConsumer<AvroOutput, V> write) {
    if (!entries.isEmpty()) {
      number(entries.size());
      for (Map.Entry<String, V> entry : entries.entrySet()) {
        text(entry.getKey());
        write.accept(this, entry.getValue());
      }
    }
    return number(0);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
