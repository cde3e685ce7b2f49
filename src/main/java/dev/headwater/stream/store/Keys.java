package dev.headwater.stream.store;

import dev.headwater.engine.ContributionKind;
import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of rows. Each begins with a tag; assets stand in it as the first 16 bytes of the SHA-256 of
 * their URN, so that a long URN does not make long keys. Only the rows of the assets themselves
 * carry the URN, which lists them in URN order and the versions of a name side by side.
 */
final class Keys {
  static final byte NODE = 'N';
  static final byte MARK = 'M';
  static final byte CONTRIBUTION = 'C';
  static final byte IN_EDGE = 'I';
  static final byte OUT_EDGE = 'O';
  static final byte EXPOSURE = 'X';
  static final byte ALERT = 'A';
  static final byte TIMER = 'T';
  static final byte OWED = 'S';

  private static final int ID_BYTES = 16;
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every Java platform has SHA-256", e);
            }
          });

  private Keys() {}

  static Bytes node(Asset asset) {
    return node(asset.urn());
  }

  /** The key of the asset with this URN, or the prefix of those whose URN begins so. */
  static Bytes node(String urn) {
    return named(NODE, urn);
  }

  /** The key under which it is kept that the summary of an asset is still to be published. */
  static Bytes owed(Asset asset) {
    return named(OWED, asset.urn());
  }

  private static Bytes named(byte tag, String urn) {
    byte[] text = urn.getBytes(StandardCharsets.UTF_8);
    return bytes(ByteBuffer.allocate(1 + text.length).put(tag).put(text));
  }

  static Bytes mark(Asset asset, UUID eventId) {
    return bytes(put(prefix(MARK, asset, 16), eventId));
  }

  /** The latest event first. */
  static Bytes contribution(Asset asset, ContributionKind kind, Stamp stamp) {
    Instant time = stamp.eventTime();
    long micros =
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    UUID id = stamp.eventId();
    return bytes(
        prefix(CONTRIBUTION, asset, 25)
            .put((byte) kind.ordinal())
            .putLong(~(micros ^ Long.MIN_VALUE))
            .putLong(~id.getMostSignificantBits())
            .putLong(~id.getLeastSignificantBits()));
  }

  static Bytes contributions(Asset asset, ContributionKind kind) {
    return bytes(prefix(CONTRIBUTION, asset, 1).put((byte) kind.ordinal()));
  }

  static Bytes inEdge(Asset to, Asset from) {
    return bytes(prefix(IN_EDGE, to, ID_BYTES).put(id(from)));
  }

  static Bytes outEdge(Asset from, Asset to) {
    return bytes(prefix(OUT_EDGE, from, ID_BYTES).put(id(to)));
  }

  static Bytes exposure(Asset asset, Origin origin) {
    return bytes(put(prefix(EXPOSURE, asset, 1 + ID_BYTES), origin));
  }

  static Bytes exposures(Asset asset, OriginKind kind) {
    return bytes(prefix(EXPOSURE, asset, 1).put((byte) kind.ordinal()));
  }

  static Bytes alert(Asset subject, RuleName rule, Asset origin) {
    return bytes(prefix(ALERT, subject, 1 + ID_BYTES).put((byte) rule.ordinal()).put(id(origin)));
  }

  static Bytes timer(long dueMillis, Asset asset, Origin origin) {
    ByteBuffer key =
        ByteBuffer.allocate(1 + 8 + ID_BYTES + 1 + ID_BYTES)
            .put(TIMER)
            .putLong(dueMillis)
            .put(id(asset));
    return bytes(put(key, origin));
  }

  /** The first key of a timer that is due after {@code dueMillis}. */
  static Bytes timersAfter(long dueMillis) {
    return bytes(ByteBuffer.allocate(9).put(TIMER).putLong(dueMillis + 1));
  }

  /** All rows of one kind of one asset. */
  static Bytes prefix(byte tag, Asset asset) {
    return bytes(prefix(tag, asset, 0));
  }

  static Bytes tag(byte tag) {
    return Bytes.wrap(new byte[] {tag});
  }

  /** The key that follows {@code key} directly. */
  static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  /** The first key that is greater than all that begin with {@code prefix}. */
  static Bytes end(Bytes prefix) {
    byte[] end = prefix.get().clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (++end[i] != 0) {
        return Bytes.wrap(Arrays.copyOf(end, i + 1));
      }
    }
    throw new IllegalArgumentException("nothing is greater than a prefix of 0xFF bytes");
  }

  private static ByteBuffer prefix(byte tag, Asset asset, int more) {
    return ByteBuffer.allocate(1 + ID_BYTES + more).put(tag).put(id(asset));
  }

  private static ByteBuffer put(ByteBuffer key, UUID id) {
    return key.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static ByteBuffer put(ByteBuffer key, Origin origin) {
    return key.put((byte) origin.kind().ordinal()).put(id(origin.asset()));
  }

  private static byte[] id(Asset asset) {
    byte[] digest = SHA_256.get().digest(asset.urn().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, ID_BYTES);
  }

  private static Bytes bytes(ByteBuffer buffer) {
    return Bytes.wrap(buffer.array());
  }
}
