package dev.headwater.bench.scale;

/**
 * What a random lineage looks like. These are assumptions and not measurements: compare them with
 * your own events.
 *
 * @param writeTail how uneven names are written: the exponent of {@link Zipf}; 0 is evenly
 * @param readTail the same for the names that everybody reads
 * @param shared the part of inputs that are chosen among all names, and not in the own project
 * @param synthetic the part of dataset names that are written by models
 * @param undocumented the part of synthetic data that lacks documentation at first
 * @param documentedLater the part of that which is documented later
 * @param previous the part of names whose new version is made from the one before
 * @param again the part of events that say again what made the latest version
 */
public record Form(
    double writeTail,
    double readTail,
    double shared,
    double synthetic,
    double undocumented,
    double documentedLater,
    double previous,
    double again) {
  /** How many steps lead from raw data to a model. */
  static final int STAGES = 6;

  /** How many names of each stage a project has. */
  static final int PROJECT = 20;

  /** How many versions a name has, on average. */
  public static final int VERSIONS = 10;

  /** The most inputs of a step; there are half as many on average. */
  static final int MOST_INPUTS = 4;

  /** What the figures in SCALE.md are for. */
  public static final Form DEFAULT = new Form(0.8, 0.8, 0.2, 0.05, 0.2, 0.75, 0.05, 0.1);

  /** The same with another exponent of the names that are written. */
  public Form withWriteTail(double tail) {
    return new Form(
        tail, readTail, shared, synthetic, undocumented, documentedLater, previous, again);
  }
}
