package dev.headwater.stream.store;

import dev.headwater.engine.Finding;
import dev.headwater.engine.Represented;
import dev.headwater.engine.Watched;
import dev.headwater.engine.Watcher;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.Declared;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Converts rows for the rules about representation to and from bytes, by the same rules as {@link
 * Rows}.
 */
final class RepresentationRows {
  private RepresentationRows() {}

  /** Writes one byte for an asset that the rules never concerned. */
  static void write(RowWriter row, Represented kept) {
    boolean concerned = !kept.equals(Represented.NOT);
    row.flag(concerned);
    if (concerned) {
      row.number(kept.seen());
      row.optional(kept.listed(), row::stamp).number(kept.revision()).fixed(kept.told());
      row.number(kept.watchers()).number(kept.watched()).number(kept.asked());
      row.number(kept.findings());
    }
  }

  static Represented represented(RowParser row) {
    return row.flag()
        ? new Represented(
            row.number(),
            row.optional(row::stamp),
            row.number(),
            row.fixed(),
            row.number(),
            row.number(),
            row.number(),
            row.integer())
        : Represented.NOT;
  }

  static void writeWatcher(RowWriter row, Watcher watcher, EventTable events) {
    row.asset(watcher.by()).number(watcher.revision()).flag(watcher.wanted());
  }

  static Watcher watcher(RowParser row, Asset of, EventTable events) {
    return new Watcher(of, row.asset(), row.number(), row.flag());
  }

  static byte[] write(Watched watched) {
    RowWriter row = new RowWriter();
    row.asset(watched.input()).number(watched.revision()).flag(watched.wanted());
    row.number(watched.answer());
    OptionalLong records = watched.declared().records();
    row.flag(records.isPresent());
    records.ifPresent(row::number);
    row.list(watched.declared().compositions(), one -> write(row, one));
    return row.toBytes();
  }

  static Watched watched(Asset by, byte[] bytes) {
    RowParser row = new RowParser(bytes);
    Asset input = row.asset();
    long revision = row.number();
    boolean wanted = row.flag();
    long answer = row.number();
    OptionalLong records = row.flag() ? OptionalLong.of(row.number()) : OptionalLong.empty();
    List<Composition> compositions = row.list(() -> composition(row));
    return new Watched(by, input, revision, wanted, answer, new Declared(compositions, records));
  }

  private static void write(RowWriter row, Composition composition) {
    row.text(composition.dimension()).text(composition.unit()).constant(composition.method());
    row.list(
        composition.counts().entrySet(),
        (Map.Entry<String, Double> category) ->
            row.text(category.getKey()).fixed(Double.doubleToLongBits(category.getValue())));
    row.fixed(Double.doubleToLongBits(composition.unknown()));
  }

  private static Composition composition(RowParser row) {
    return new Composition(
        row.text(),
        row.text(),
        row.constant(CompositionMethod.values()),
        row.map(row::text, () -> Double.longBitsToDouble(row.fixed())),
        Double.longBitsToDouble(row.fixed()));
  }

  static byte[] write(List<Finding> findings) {
    RowWriter row = new RowWriter();
    row.list(
        findings,
        finding -> row.constant(finding.rule()).asset(finding.origin()).text(finding.dimension()));
    return row.toBytes();
  }

  static List<Finding> findings(byte[] bytes) {
    RowParser row = new RowParser(bytes);
    return row.list(() -> new Finding(row.constant(RuleName.values()), row.asset(), row.text()));
  }
}
