package dev.headwater.sdk;

/**
 * Records that a {@link Step} has just counted. {@link #in} says which category they belong to, in
 * as many dimensions as are known. Immutable, and safe for use by any number of threads.
 *
 * <pre>{@code
 * client.step(
 *     run.clean(raw, clean),
 *     step -> {
 *       step.wrote(clean, 0);
 *       for (Line line : lines) {
 *         step.read(raw, 1).in("language", line.language());
 *         if (line.isLongEnough()) {
 *           step.wrote(clean, 1).in("language", line.language());
 *         }
 *       }
 *     });
 * }</pre>
 */
public final class Counted {

  private final Tally tally;
  private final long records;

  Counted(Tally tally, long records) {
    this.tally = tally;
    this.records = records;
  }

  /**
   * Counts these records in a category of a dimension. Call it once for each dimension. Records of
   * the same input or output for which it is not called are unknown in that dimension, so that its
   * counts and its unknown records add up to the record count.
   *
   * <p>Never throws and never blocks. What an event cannot hold is unknown, and the {@link
   * DeliveryListener} is notified when the step is complete: more than 10,000 categories of a
   * dimension, more than 1,000 dimensions of an input or output, names longer than 512 code points,
   * and categories that take more than 3 MiB in all the compositions of the step together.
   *
   * @param dimension such as {@code language} or {@code region}
   * @param category such as {@code sw}, as other steps spell it; null or blank if it is not known
   * @return this, for the next dimension
   */
  public Counted in(String dimension, String category) {
    tally.add(dimension, category, records);
    return this;
  }
}
