package dev.headwater.stream.store;

import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.SynthesisProfile;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.Sha256;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * Builds the keys of rows. Each key begins with a tag. Most keys name an asset by the first bytes
 * of the SHA-256 of its URN, so that a long URN does not make long keys. The rows of the assets
 * themselves carry the URN, so that they are listed in URN order, with the versions of a name
 * together. Entries of the index by job carry the URN too, and rows of producers carry the
 * producer's name. Each {@link RowCollection} has a tag of its own, different from those here; only
 * events use {@link #EVENT} in both.
 */
final class Keys {
  static final byte NODE = 'N';
  static final byte EVENT = 'C';
  static final byte LISTED = 'K';

  /**
   * Before {@link #ALERT}, because rows are written in the order of their keys: who does not find
   * an alert any more finds this row.
   */
  static final byte FORGOTTEN = '0';

  static final byte ALERT = 'A';
  static final byte TIMER = 'T';
  static final byte HELD = 'H';
  static final byte FORMER_ALERT = 'B';
  static final byte SWEEP = 'Y';
  static final byte SEQUENCE = 'R';
  static final byte SEQUENCE_PART = 'S';
  static final byte MISSING = 'M';
  static final byte SPREAD = 'W';
  static final byte JOB = 'J';
  static final byte FORMAT = 'V';
  static final byte SEARCH = 'b';

  // For the rules about representation; see RepresentationRows and VersionRows.
  static final byte WATCHED = 'd';
  static final byte FINDINGS = 'f';
  static final byte VERSIONS = 'n';
  static final byte VERSION_LATEST_FIRST = 'l';
  static final byte VERSION_EARLIEST_FIRST = 'e';

  // The overview; see OverviewRows.
  static final byte NAMESPACE = 'G';
  static final byte TOTALS = 'Q';
  static final byte OPEN_ALERTS = 'U';
  static final byte OPENED = 'L';
  static final byte HOUR = 'E';
  static final byte CAUSE = 'D';
  static final byte RANK = 'F';
  static final byte TRAINED = 'Z';

  /**
   * Bytes of the hash that names an asset. Even among a trillion assets, a collision is unlikely.
   */
  static final int ID_BYTES = 12;

  /** Bytes of {@link #latestFirst}. */
  static final int STAMP_BYTES = 24;

  /** Bytes of a hash that only has to be unique among the rows of one asset. */
  private static final int SUFFIX_BYTES = 8;

  private Keys() {}

  static Bytes node(Asset asset) {
    return node(asset.urn());
  }

  /**
   * The key of the asset with this URN, or the prefix of the keys of all assets whose URN begins
   * so.
   */
  static Bytes node(String urn) {
    return named(NODE, urn);
  }

  private static Bytes named(byte tag, String urn) {
    byte[] text = urn.getBytes(StandardCharsets.UTF_8);
    return bytes(ByteBuffer.allocate(1 + text.length).put(tag).put(text));
  }

  /** The key of one value of a {@link RowCollection}. */
  static Bytes row(byte tag, byte[] id, byte[] suffix) {
    return bytes(ByteBuffer.allocate(1 + ID_BYTES + suffix.length).put(tag).put(id).put(suffix));
  }

  /** The prefix of the keys of all rows of one kind of one asset. */
  static Bytes rows(byte tag, byte[] id) {
    return row(tag, id, new byte[0]);
  }

  /** The key of an event at an asset. */
  static Bytes event(byte[] id, UUID eventId) {
    return row(EVENT, id, suffix(eventId));
  }

  /** The id of the event in a key of {@link #event}. */
  static UUID eventId(Bytes key) {
    ByteBuffer end = ByteBuffer.wrap(key.get(), key.get().length - 16, 16);
    return new UUID(end.getLong(), end.getLong());
  }

  /**
   * The key of an entry in the list of an asset's events of one kind. The latest event comes first.
   */
  static Bytes listed(byte[] id, ContributionKind kind, Stamp stamp) {
    return bytes(
        ByteBuffer.allocate(1 + ID_BYTES + 1 + STAMP_BYTES)
            .put(LISTED)
            .put(id)
            .put((byte) kind.ordinal())
            .put(latestFirst(stamp)));
  }

  /** A part of a key that lists what has the latest stamp first. */
  static byte[] latestFirst(Stamp stamp) {
    Instant time = stamp.eventTime();
    long micros =
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    UUID event = stamp.eventId();
    return ByteBuffer.allocate(STAMP_BYTES)
        .putLong(~(micros ^ Long.MIN_VALUE))
        .putLong(~event.getMostSignificantBits())
        .putLong(~event.getLeastSignificantBits())
        .array();
  }

  /** The prefix of the keys of {@link #listed(byte[], ContributionKind, Stamp)} for one kind. */
  static Bytes listed(byte[] id, ContributionKind kind) {
    return row(LISTED, id, new byte[] {(byte) kind.ordinal()});
  }

  /** The id of the event in a key of {@link #listed(byte[], ContributionKind, Stamp)}. */
  static UUID listedEvent(Bytes key) {
    ByteBuffer end = ByteBuffer.wrap(key.get(), key.get().length - 16, 16);
    return new UUID(~end.getLong(), ~end.getLong());
  }

  static byte[] suffix(UUID eventId) {
    return ByteBuffer.allocate(16)
        .putLong(eventId.getMostSignificantBits())
        .putLong(eventId.getLeastSignificantBits())
        .array();
  }

  static byte[] suffix(Party neighbour) {
    return Arrays.copyOf(Sha256.of(neighbour.urn()), SUFFIX_BYTES);
  }

  static byte[] suffix(Origin origin) {
    return ByteBuffer.allocate(1 + SUFFIX_BYTES)
        .put((byte) origin.kind().ordinal())
        .put(suffix(origin.asset()))
        .array();
  }

  static byte[] suffix(Loop loop) {
    return Arrays.copyOf(Sha256.of(loop.model().urn() + "\n" + loop.data().urn()), SUFFIX_BYTES);
  }

  /** The key of the search of a loop, which its model's owner keeps. */
  static Bytes search(Loop loop) {
    return row(SEARCH, id(loop.model()), suffix(loop.data()));
  }

  static byte[] suffix(SynthesisProfile profile) {
    return Arrays.copyOf(Sha256.of(Rows.write(profile)), SUFFIX_BYTES);
  }

  /**
   * The key of the row of this producer, or the prefix of the keys of all producers whose name
   * begins so.
   */
  static Bytes sequence(String producerName) {
    return named(SEQUENCE, producerName);
  }

  /** The key of a part of a producer's sequence numbers. */
  static Bytes sequencePart(ProducerInstance producer, long index) {
    return row(SEQUENCE_PART, id(producer), ByteBuffer.allocate(8).putLong(index).array());
  }

  /** The prefix of the keys of all entries of a job in the index by job. */
  static Bytes jobMade(Job job) {
    return rows(JOB, id(job));
  }

  /**
   * The key of an entry of the index by job. It holds the asset's URN in full, because the URN is
   * what the index returns.
   */
  static Bytes jobMade(Job job, String assetUrn) {
    return row(JOB, id(job), assetUrn.getBytes(StandardCharsets.UTF_8));
  }

  /** The URN of the asset in a key of {@link #jobMade(Job, String)}. */
  static String jobMadeUrn(Bytes key) {
    int from = 1 + ID_BYTES;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  static Bytes alert(AlertKey alert) {
    return alert(ALERT, alert);
  }

  /** The prefix of the keys of all alerts of a rule on one subject. */
  static Bytes alerts(Party subject, RuleName rule) {
    return row(ALERT, id(subject), new byte[] {(byte) rule.ordinal()});
  }

  static Bytes formerAlert(AlertKey alert) {
    return alert(FORMER_ALERT, alert);
  }

  static Bytes held(AlertKey alert) {
    return alert(HELD, alert);
  }

  private static Bytes alert(byte tag, AlertKey alert) {
    byte[] dimension =
        alert.dimension().isEmpty()
            ? new byte[0]
            : Arrays.copyOf(Sha256.of(alert.dimension()), SUFFIX_BYTES);
    return bytes(
        ByteBuffer.allocate(1 + ID_BYTES + 1 + SUFFIX_BYTES + dimension.length)
            .put(tag)
            .put(id(alert.subject()))
            .put((byte) alert.rule().ordinal())
            .put(suffix(alert.origin()))
            .put(dimension));
  }

  /** The key of an event that is being spread; see {@link SpreadEvents}. */
  static Bytes spread(Asset home, UUID event, long fingerprint) {
    return bytes(
        ByteBuffer.allocate(1 + ID_BYTES + 16 + 8)
            .put(SPREAD)
            .put(id(home))
            .put(suffix(event))
            .putLong(fingerprint));
  }

  static Bytes timer(long dueMillis, Asset asset, Origin origin) {
    return timer(dueMillis, asset, suffix(origin));
  }

  static Bytes timer(long dueMillis, ProducerInstance producer) {
    return timer(dueMillis, producer, new byte[0]);
  }

  /** The key of a timer that has all representation of an asset judged. */
  static Bytes timer(long dueMillis, Asset asset) {
    return timer(dueMillis, asset, new byte[0]);
  }

  /** The key of the row that an asset has for an input that it watches. */
  static Bytes watched(Asset by, Asset input) {
    return row(WATCHED, id(by), suffix(input));
  }

  static Bytes findings(Asset asset) {
    return rows(FINDINGS, id(asset));
  }

  /** The key of the list of the versions of the asset's name. */
  static Bytes versions(Asset asset) {
    return rows(VERSIONS, nameId(asset));
  }

  static Bytes versionLatestFirst(Asset asset, Stamp stamp) {
    return version(VERSION_LATEST_FIRST, asset, latestFirst(stamp), asset.urn());
  }

  static Bytes versionEarliestFirst(Asset asset, Stamp stamp) {
    return version(VERSION_EARLIEST_FIRST, asset, earliestFirst(stamp), asset.urn());
  }

  /** The bounds of the keys of all versions of the name before the stamp, the latest first. */
  static Bytes[] versionsBefore(Asset asset, Stamp stamp) {
    return after(VERSION_LATEST_FIRST, asset, latestFirst(stamp));
  }

  /** The bounds of the keys of all versions of the name after the stamp, the earliest first. */
  static Bytes[] versionsAfter(Asset asset, Stamp stamp) {
    return after(VERSION_EARLIEST_FIRST, asset, earliestFirst(stamp));
  }

  private static Bytes[] after(byte tag, Asset asset, byte[] stamp) {
    return new Bytes[] {end(version(tag, asset, stamp, "")), end(rows(tag, nameId(asset)))};
  }

  /** The part of the key of a version that stands for its stamp. */
  static Bytes versionStamp(Bytes key) {
    int from = 1 + ID_BYTES;
    return Bytes.wrap(Arrays.copyOfRange(key.get(), from, from + STAMP_BYTES));
  }

  static String versionUrn(Bytes key) {
    int from = 1 + ID_BYTES + STAMP_BYTES;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  private static Bytes version(byte tag, Asset asset, byte[] stamp, String urn) {
    byte[] text = urn.getBytes(StandardCharsets.UTF_8);
    ByteBuffer suffix = ByteBuffer.allocate(STAMP_BYTES + text.length).put(stamp).put(text);
    return row(tag, nameId(asset), suffix.array());
  }

  private static byte[] earliestFirst(Stamp stamp) {
    byte[] bytes = latestFirst(stamp);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    return bytes;
  }

  private static byte[] nameId(Asset asset) {
    return Arrays.copyOf(Sha256.of(asset.key()), ID_BYTES);
  }

  private static Bytes timer(long dueMillis, Party of, byte[] suffix) {
    return bytes(
        ByteBuffer.allocate(1 + 8 + ID_BYTES + suffix.length)
            .put(TIMER)
            .putLong(dueMillis)
            .put(id(of))
            .put(suffix));
  }

  /**
   * A lower bound for the keys of all timers that are due at {@code dueMillis} or later.
   *
   * @param dueMillis at least 0
   */
  static Bytes timersFrom(long dueMillis) {
    return bytes(ByteBuffer.allocate(9).put(TIMER).putLong(dueMillis));
  }

  static Bytes tag(byte tag) {
    return Bytes.wrap(new byte[] {tag});
  }

  /** The smallest key that is greater than {@code key}. */
  static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  /** The smallest key that is greater than all keys that begin with {@code prefix}. */
  static Bytes end(Bytes prefix) {
    byte[] end = prefix.get().clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (++end[i] != 0) {
        return Bytes.wrap(Arrays.copyOf(end, i + 1));
      }
    }
    throw new IllegalArgumentException("nothing is greater than a prefix of 0xFF bytes");
  }

  static byte[] id(Party party) {
    return Arrays.copyOf(Sha256.of(party.urn()), ID_BYTES);
  }

  private static Bytes bytes(ByteBuffer buffer) {
    return Bytes.wrap(buffer.array());
  }
}
