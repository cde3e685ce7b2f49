package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Origin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads what {@link RowWriter} wrote, in the same order. */
final class RowParser {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] row;
  private int at;

  RowParser(byte[] row) {
    this.row = row;
  }

  boolean flag() {
    return row[at++] != 0;
  }

  <E extends Enum<E>> E constant(E[] values) {
    return values[row[at++]];
  }

  long number() {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = row[at++];
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (value >>> 1) ^ -(value & 1);
  }

  int integer() {
    return Math.toIntExact(number());
  }

  /** Whether everything is read. */
  boolean isAtEnd() {
    return at == row.length;
  }

  byte[] bytes() {
    return raw(integer());
  }

  /** Reads bytes that were written without their length. */
  byte[] raw(int length) {
    byte[] value = Arrays.copyOfRange(row, at, at + length);
    at += length;
    return value;
  }

  String text() {
    int length = integer();
    String value = new String(row, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  Asset asset() {
    return Asset.parse(text());
  }

  Party party() {
    return Party.parse(text());
  }

  Origin origin() {
    return new Origin(asset(), constant(OriginKind.values()));
  }

  Instant instant() {
    return Instant.ofEpochSecond(number(), number());
  }

  UUID id() {
    return new UUID(fixed(), fixed());
  }

  long fixed() {
    long value = (long) LONG.get(row, at);
    at += Long.BYTES;
    return value;
  }

  Stamp stamp() {
    return new Stamp(instant(), id());
  }

  OptionalDouble real() {
    return flag() ? OptionalDouble.of(Double.longBitsToDouble(fixed())) : OptionalDouble.empty();
  }

  <T> Optional<T> optional(Supplier<T> read) {
    return flag() ? Optional.of(read.get()) : Optional.empty();
  }

  <K, V> SortedMap<K, V> map(Supplier<K> key, Supplier<V> value) {
    int size = integer();
    SortedMap<K, V> values = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      K read = key.get();
      values.put(read, value.get());
    }
    return values;
  }

  <T> List<T> list(Supplier<T> read) {
    int size = integer();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read.get());
    }
    return values;
  }
}
