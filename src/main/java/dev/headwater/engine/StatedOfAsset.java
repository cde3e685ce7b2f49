package dev.headwater.engine;

import dev.headwater.model.Composition;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Sha256;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Measure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What an asset's own live events state of who is represented in it. Immutable.
 *
 * <p>Bound: the {@link #LATEST} latest events of each kind are looked at.
 *
 * @param made the events that made it, the latest first
 * @param documents the documents about it, the latest first; read only if some event names a
 *     decision
 * @param declared what the events that made it declare
 * @param cut whether there are more events that made it than are looked at
 */
record StatedOfAsset(
    List<LineageEvent> made, List<LineageEvent> documents, Declared declared, boolean cut) {
  /** The number of events of each kind that are looked at. */
  static final int LATEST = 100;

  /**
   * The size of the compositions that several events declare together, counted as in {@link
   * #bytes}. Of more, the last dimensions count as not declared. What one event declares is kept
   * whole: it is no larger than the record of the event.
   */
  private static final int DECLARED_BYTES = Limits.BODY_BYTES;

  private static final int BYTES_PER_NUMBER = 12;

  StatedOfAsset {
    made = List.copyOf(made);
    documents = List.copyOf(documents);
  }

  /** Reads the asset's events. */
  static StatedOfAsset of(View view, Node node) {
    List<LineageEvent> made = new ArrayList<>();
    List<LineageEvent> documents = new ArrayList<>();
    boolean cut = false;
    for (ContributionKind kind : ContributionKind.values()) {
      boolean document = kind == ContributionKind.DOCUMENT;
      if (node.tally().count(kind) > 0 && !(document && node.tally().decided() == 0)) {
        List<LineageEvent> into = document ? documents : made;
        for (Contribution one : view.contributions(node.asset(), kind, LATEST)) {
          into.add(one.event());
        }
        cut |= !document && node.tally().count(kind) > LATEST;
      }
    }
    made.sort(Comparator.comparing(LineageEvent::stamp).reversed());
    return new StatedOfAsset(made, documents, declared(made), cut);
  }

  /** When the asset was made: the stamp of the latest event that made it. */
  Optional<Stamp> latest() {
    return made.stream().findFirst().map(LineageEvent::stamp);
  }

  private static Declared declared(List<LineageEvent> made) {
    Map<Measure, Composition> byMeasure = new TreeMap<>();
    OptionalLong records = OptionalLong.empty();
    for (LineageEvent event : made) {
      for (Output output : event.outputs()) {
        output.composition().forEach(one -> byMeasure.putIfAbsent(Measure.of(one), one));
        records = records.isPresent() ? records : output.records();
      }
    }
    if (made.size() == 1) {
      return new Declared(List.copyOf(byMeasure.values()), records);
    }
    List<Composition> kept = new ArrayList<>();
    long left = DECLARED_BYTES;
    for (Composition one : byMeasure.values()) {
      left -= bytes(one);
      if (left >= 0) {
        kept.add(one);
      }
    }
    return new Declared(kept, records);
  }

  private static long bytes(Composition composition) {
    long bytes = utf8(composition.dimension()) + utf8(composition.unit()) + 2 * BYTES_PER_NUMBER;
    for (String category : composition.counts().keySet()) {
      bytes += utf8(category) + BYTES_PER_NUMBER;
    }
    return bytes;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A hash of a declaration. It is equal for equal declarations, also after a restart. */
  static long hash(Declared declared) {
    MessageDigest digest = Sha256.begin();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    update(digest, number, declared.records().orElse(-1));
    for (Composition one : declared.compositions()) {
      update(digest, number, one.dimension());
      update(digest, number, one.unit());
      update(digest, number, one.method().ordinal());
      update(digest, number, Double.doubleToLongBits(one.unknown()));
      update(digest, number, one.counts().size());
      one.counts()
          .forEach(
              (category, count) -> {
                update(digest, number, category);
                update(digest, number, Double.doubleToLongBits(count));
              });
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static void update(MessageDigest digest, ByteBuffer number, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    update(digest, number, bytes.length);
    digest.update(bytes);
  }

  private static void update(MessageDigest digest, ByteBuffer number, long value) {
    digest.update(number.putLong(0, value).array());
  }
}
