package dev.headwater.representation;

import dev.headwater.representation.Statements.Use;
import java.util.List;
import java.util.OptionalLong;

/**
 * What goes from a dataset into a step, as far as the step says.
 *
 * <p>Without a number of records it can be any part, but for a training, which takes all. The
 * number applies to amounts in records; for another unit it says only whether all or nothing went
 * in.
 */
final class Taken {
  private Taken() {}

  /**
   * What one use takes.
   *
   * @param wholeByDefault whether all of it went in if the event does not say how much
   */
  static Amounts of(Use use, Source source, Measure measure, boolean wholeByDefault) {
    return of(use, source.pool().get(), source.size(), measure, wholeByDefault);
  }

  private static Amounts of(
      Use use, Amounts pool, OptionalLong size, Measure measure, boolean wholeByDefault) {
    if (use.inferred()) {
      return pool.part();
    }
    if (use.records().isEmpty()) {
      return wholeByDefault ? pool : pool.part();
    }
    long records = use.records().getAsLong();
    if (measure.inRecords()) {
      return records(pool, records);
    }
    if (size.isPresent() && records >= size.getAsLong()) {
      return pool;
    }
    return records == 0 ? pool.part(0) : pool.part();
  }

  private static Amounts records(Amounts pool, double records) {
    if (records < pool.totalHigh()) {
      return pool.part(records);
    }
    return records > pool.totalHigh() ? pool : pool.within(Interval.point(records));
  }

  /**
   * What several trainings take of the same dataset, together: not less than the one that takes
   * most of it.
   */
  static Amounts together(List<Use> uses, Source source, Measure measure) {
    if (uses.size() == 1) {
      return of(uses.get(0), source, measure, true);
    }
    Amounts pool = source.pool().get();
    double least = 0;
    double most = 0;
    for (Use use : uses) {
      Amounts one = of(use, pool, source.size(), measure, true);
      if (one == pool) {
        return pool;
      }
      least = Math.max(least, one.totalLow());
      most += one.totalHigh();
    }
    most = Math.max(least, Math.min(most, pool.totalHigh()));
    return pool.part().within(new Interval(least, most));
  }
}
