package dev.headwater.bridge;

import dev.headwater.openlineage.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The rows of one subject in the store. {@code h<subject>} is its header, with the hour of its last
 * event and its life; {@code r<subject><life><key>} are the other rows. A subject that was
 * forgotten and returns begins a new life. The rows of the old life are deleted a few at a time;
 * the life in their keys keeps them apart from the new rows. Each value begins with the number of
 * its format; a number other than {@link #FORMAT} causes an {@link IllegalStateException}.
 *
 * <p>Any thread may read while the stream thread writes; only the stream thread may write.
 */
final class StoredMemory implements Memory {
  static final byte FORMAT = 1;
  static final byte HEADERS = 'h';
  static final byte ROWS = 'r';
  private static final byte AFTER_ALL = (byte) 0xff; // never occurs in UTF-8
  static final int HEADER_BYTES = 1 + 2 * Long.BYTES;

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final String subject;
  private final long hour;
  private final long life;
  private final Optional<byte[]> header;

  private StoredMemory(
      ReadOnlyKeyValueStore<Bytes, byte[]> store,
      String subject,
      long hour,
      long life,
      Optional<byte[]> header) {
    this.store = store;
    this.subject = subject;
    this.hour = hour;
    this.life = life;
    this.header = header;
  }

  static StoredMemory open(ReadOnlyKeyValueStore<Bytes, byte[]> store, String subject) {
    byte[] row = store.get(headerKey(subject));
    if (row == null) {
      return begin(store, subject, -1);
    }
    checkFormat(row);
    ByteBuffer numbers = ByteBuffer.wrap(row, 1, 2 * Long.BYTES);
    return new StoredMemory(
        store,
        subject,
        numbers.getLong(),
        numbers.getLong(),
        Optional.of(Arrays.copyOfRange(row, HEADER_BYTES, row.length)));
  }

  /** A subject, or one life of a subject, without a stored header. */
  static StoredMemory begin(ReadOnlyKeyValueStore<Bytes, byte[]> store, String subject, long life) {
    return new StoredMemory(store, subject, -1, life, Optional.empty());
  }

  private static void checkFormat(byte[] row) {
    if (row.length == 0 || row[0] != FORMAT) {
      throw new IllegalStateException(
          "the store has a row of format "
              + (row.length == 0 ? "none" : Integer.toString(row[0]))
              + ", this version reads format "
              + FORMAT);
    }
  }

  /** The hour of the last event, in hours since the epoch; -1 if nothing is stored. */
  long hour() {
    return hour;
  }

  long life() {
    return life;
  }

  @Override
  public Optional<byte[]> get(String key) {
    if (key.equals(HEADER)) {
      return header;
    }
    byte[] row = header.isEmpty() ? null : store.get(rowKey(key));
    if (row == null) {
      return Optional.empty();
    }
    checkFormat(row);
    return Optional.of(Arrays.copyOfRange(row, 1, row.length));
  }

  @Override
  public void scan(String prefix, String after, BiPredicate<String, byte[]> visit) {
    if (header.isPresent()) {
      scanRows(prefix, after, visit);
    }
  }

  /** Does the same as {@link #scan}, also without a header: for the rows of a forgotten life. */
  void scanRows(String prefix, String after, BiPredicate<String, byte[]> visit) {
    boolean begins = after.compareTo(prefix) >= 0;
    Bytes from = begins ? plus(rowKey(after), (byte) 0) : rowKey(prefix);
    int keyFrom = rowKey("").get().length;
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(from, plus(rowKey(prefix), AFTER_ALL))) {
      boolean more = true;
      while (more && rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        checkFormat(row.value);
        byte[] key = row.key.get();
        more =
            visit.test(
                new String(key, keyFrom, key.length - keyFrom, StandardCharsets.UTF_8),
                Arrays.copyOfRange(row.value, 1, row.value.length));
      }
    }
  }

  @Override
  public void put(String key, byte[] value) {
    writable()
        .put(rowKey(key), ByteBuffer.allocate(1 + value.length).put(FORMAT).put(value).array());
  }

  void putHeader(long hourNow, byte[] value) {
    writable()
        .put(
            headerKey(subject),
            ByteBuffer.allocate(HEADER_BYTES + value.length)
                .put(FORMAT)
                .putLong(hourNow)
                .putLong(life)
                .put(value)
                .array());
  }

  @Override
  public void delete(String key) {
    writable().delete(rowKey(key));
  }

  void deleteHeader() {
    writable().delete(headerKey(subject));
  }

  private KeyValueStore<Bytes, byte[]> writable() {
    return (KeyValueStore<Bytes, byte[]>) store;
  }

  private static Bytes headerKey(String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(HEADERS).put(text).array());
  }

  private Bytes rowKey(String key) {
    byte[] of = subject.getBytes(StandardCharsets.UTF_8);
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Integer.BYTES + of.length + Long.BYTES + text.length)
            .put(ROWS)
            .putInt(of.length)
            .put(of)
            .putLong(life)
            .put(text)
            .array());
  }

  private static Bytes plus(Bytes key, byte last) {
    byte[] longer = Arrays.copyOf(key.get(), key.get().length + 1);
    longer[longer.length - 1] = last;
    return Bytes.wrap(longer);
  }
}
