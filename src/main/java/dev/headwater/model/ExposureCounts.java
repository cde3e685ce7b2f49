package dev.headwater.model;

/**
 * The number of live origins that an asset descends from, by kind. An asset that is itself an
 * origin counts too.
 *
 * @param synthetic all synthetic origins
 * @param undocumented the synthetic origins that are neither DOCUMENTED nor waived
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
