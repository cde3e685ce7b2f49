package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes the values of one row after another into a buffer: numbers as variable-length integers,
 * texts as UTF-8 with a length. Not thread-safe.
 */
final class RowWriter {
  private static final int INITIAL_BYTES = 256;
  private static final int ASCII = 0x80;

  /** A buffer that has grown beyond this is not kept for the next row. */
  private static final int KEPT_BYTES = 256 * 1024;

  private byte[] out = new byte[INITIAL_BYTES];
  private int size;

  /** Begins a new row. */
  RowWriter clear() {
    if (out.length > KEPT_BYTES) {
      out = new byte[INITIAL_BYTES];
    }
    size = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(out, size);
  }

  private void put(int value) {
    room(1);
    out[size++] = (byte) value;
  }

  private void room(int bytes) {
    if (size + bytes > out.length) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
    }
  }

  RowWriter flag(boolean value) {
    put(value ? 1 : 0);
    return this;
  }

  RowWriter constant(Enum<?> value) {
    put(value.ordinal());
    return this;
  }

  /** Writes a number in zigzag encoding, so that small positive and negative values are short. */
  RowWriter number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
    return this;
  }

  RowWriter text(String value) {
    int length = value.length();
    int start = size;
    number(length).room(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= ASCII) {
        size = start;
        return bytes(value.getBytes(StandardCharsets.UTF_8));
      }
      out[size++] = (byte) c;
    }
    return this;
  }

  RowWriter bytes(byte[] value) {
    return number(value.length).raw(value);
  }

  /** Writes bytes without their length. */
  RowWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, out, size, value.length);
    size += value.length;
    return this;
  }

  /** Writes the output of {@code write} as one value, in the format of {@link #bytes}. */
  RowWriter nested(Consumer<RowWriter> write) {
    int start = size;
    write.accept(this);
    int length = size - start;
    number(length);
    int prefix = size - start - length;
    byte[] written = Arrays.copyOfRange(out, start + length, size);
    System.arraycopy(out, start, out, start + prefix, length);
    System.arraycopy(written, 0, out, start, prefix);
    return this;
  }

  RowWriter asset(Asset value) {
    return party(value);
  }

  RowWriter party(Party value) {
    return text(value.urn());
  }

  RowWriter origin(Origin value) {
    return asset(value.asset()).constant(value.kind());
  }

  RowWriter instant(Instant value) {
    return number(value.getEpochSecond()).number(value.getNano());
  }

  RowWriter id(UUID value) {
    return fixed(value.getMostSignificantBits()).fixed(value.getLeastSignificantBits());
  }

  RowWriter stamp(Stamp value) {
    return instant(value.eventTime()).id(value.eventId());
  }

  RowWriter fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      put((int) (value >>> shift));
    }
    return this;
  }

  /** Writes a number with all its bits, or that there is none. */
  RowWriter real(OptionalDouble value) {
    flag(value.isPresent());
    return value.isPresent() ? fixed(Double.doubleToRawLongBits(value.getAsDouble())) : this;
  }

  <T> RowWriter optional(Optional<T> value, Consumer<T> write) {
    flag(value.isPresent());
    value.ifPresent(write);
    return this;
  }

  <T> RowWriter list(Collection<T> values, Consumer<T> write) {
    number(values.size());
    values.forEach(write);
    return this;
  }
}
