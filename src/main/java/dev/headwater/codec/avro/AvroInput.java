package dev.headwater.codec.avro;

import dev.headwater.model.Asset;
import dev.headwater.model.EventIds;
import dev.headwater.model.InvalidException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads values, one after the other, from Avro binary in the layout of the current schema. Not
 * thread-safe.
 *
 * <p>Strict: text must be UTF-8, a map must not have a duplicate key, and a block must not claim
 * more items than there are bytes left, because each of our items takes at least one byte.
 * Violations throw {@link CorruptException}. A value that breaks a rule of the model throws {@link
 * InvalidException}, which names the place.
 */
final class AvroInput {
  private static final int MICROS = 1_000_000;
  private static final int VARINT_BITS = 7;
  private static final int MOST_RESERVED = 1_000;

  private final byte[] bytes;
  private final int end;
  private int at;

  AvroInput(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** Returns how many bytes are not read yet. */
  int left() {
    return end - at;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
      byte next = next();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new CorruptException("a number is longer than 64 bits");
  }

  int integer() {
    long value = number();
    if (value != (int) value) {
      throw new CorruptException("a number is longer than 32 bits");
    }
    return (int) value;
  }

  boolean flag() {
    byte value = next();
    if (value < 0 || value > 1) {
      throw new CorruptException("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  double real() {
    need(Double.BYTES);
    double value = Double.longBitsToDouble(Long.reverseBytes(ByteBuffer.wrap(bytes).getLong(at)));
    at += Double.BYTES;
    return value;
  }

  String text() {
    int length = length();
    for (int i = at; i < at + length; i++) {
      if (bytes[i] < 0) {
        return utf8(length);
      }
    }
    String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    at += length;
    return text;
  }

  private String utf8(int length) {
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes, at, length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
      at += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new CorruptException("a text is not UTF-8", e);
    }
  }

  byte[] binary() {
    int length = length();
    byte[] value = new byte[length];
    System.arraycopy(bytes, at, value, 0, length);
    at += length;
    return value;
  }

  Instant instant() {
    long micros = number();
    return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS))
        .plus(Math.floorMod(micros, MICROS), ChronoUnit.MICROS);
  }

  <E extends Enum<E>> E symbol(String place, Symbols<E> symbols) {
    return symbols.at(place, integer());
  }

  Asset asset(String place) {
    String urn = text();
    try {
      return Asset.parse(urn);
    } catch (InvalidException e) {
      throw e.within(place);
    }
  }

  UUID eventId(String place) {
    String id = text();
    try {
      return EventIds.parse(id);
    } catch (InvalidException e) {
      throw e.within(place);
    }
  }

  /** Reads a nested value. An error in it is reported at that place. */
  <T> T in(String place, Function<AvroInput, T> read) {
    try {
      return read.apply(this);
    } catch (InvalidException e) {
      throw e.within(place);
    }
  }

  /** Reads the branch of a union of null and a type; returns whether there is a value. */
  private boolean present() {
    int branch = integer();
    if (branch < 0 || branch > 1) {
      throw new CorruptException("a union has no branch " + branch);
    }
    return branch == 1;
  }

  <T> Optional<T> optional(String place, Function<AvroInput, T> read) {
    return present() ? Optional.of(in(place, read)) : Optional.empty();
  }

  OptionalLong optionalNumber() {
    return present() ? OptionalLong.of(number()) : OptionalLong.empty();
  }

  OptionalDouble optionalReal() {
    return present() ? OptionalDouble.of(real()) : OptionalDouble.empty();
  }

  /** Reads a list. An error in an item is reported at that place and the item's index. */
  <T> List<T> list(String place, Function<AvroInput, T> read) {
    long block = block();
    if (block == 0) {
      return List.of();
    }
    List<T> items = new ArrayList<>((int) Math.min(block, MOST_RESERVED));
    for (; block > 0; block = block()) {
      for (long i = 0; i < block; i++) {
        try {
          items.add(read.apply(this));
        } catch (InvalidException e) {
          throw e.within(place + "[" + items.size() + "]");
        }
      }
    }
    return items;
  }

  List<String> texts() {
    return list("", AvroInput::text);
  }

  <V> SortedMap<String, V> map(Function<AvroInput, V> read) {
    long block = block();
    if (block == 0) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, V> entries = new TreeMap<>();
    for (; block > 0; block = block()) {
      for (long i = 0; i < block; i++) {
        String key = text();
        if (entries.putIfAbsent(key, read.apply(this)) != null) {
          throw new CorruptException("a map names a key twice: " + key);
        }
      }
    }
    return entries;
  }

  /** Returns how many items come next; 0 if there are no more. */
  private long block() {
    long items = number();
    if (items < 0) {
      items = -items;
      number(); // the size of the block in bytes, for readers that skip it
    }
    if (items < 0 || items > left()) {
      throw new CorruptException(
          "a block claims " + items + " items, and only " + left() + " bytes are left");
    }
    return items;
  }

  private int length() {
    long length = number();
    if (length < 0 || length > left()) {
      throw new CorruptException(
          "a text claims " + length + " bytes, and only " + left() + " are left");
    }
    return (int) length;
  }

  private byte next() {
    need(1);
    return bytes[at++];
  }

  private void need(int count) {
    if (count > left()) {
      throw new CorruptException("it ends too early");
    }
  }
}
