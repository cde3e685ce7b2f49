package dev.headwater.model;

/**
 * How many live origins an asset descends from, itself included.
 *
 * @param synthetic all that are synthetic
 * @param undocumented those of them that are neither DOCUMENTED nor waived
 */
public record ExposureCounts(long synthetic, long undocumented, long unknown, long incomplete) {
  public static final ExposureCounts NONE = new ExposureCounts(0, 0, 0, 0);

  public ExposureCounts {
    Check.count("synthetic", synthetic);
    Check.count("undocumented", undocumented);
    Check.count("unknown", unknown);
    Check.count("incomplete", incomplete);
  }
}
