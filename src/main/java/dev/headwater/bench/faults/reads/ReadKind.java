package dev.headwater.bench.faults.reads;

import java.util.Locale;
import java.util.Random;

/** The kinds of reads that are asked while faults happen. */
public enum ReadKind {
  ASSET,
  LINEAGE,
  EXPOSURES,
  ALERTS,
  GATE;

  private static final int DEPTH = 200;
  private static final String[] DIRECTIONS = {"upstream", "downstream", "both"};

  /** As in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the read may wait until it is caught up. A gate always does. */
  public boolean canWait() {
    return this != GATE;
  }

  /**
   * The path and the query of a request about an asset.
   *
   * @param urn of the asset, percent-encoded
   * @param wait whether to wait until the answer is caught up
   */
  public String path(String urn, boolean wait, Random random) {
    String asset = "/api/v1/assets/" + urn;
    return switch (this) {
      case ASSET -> asset + waiting("?", wait);
      case LINEAGE ->
          lineage(urn, DIRECTIONS[random.nextInt(DIRECTIONS.length)]) + waiting("&", wait);
      case EXPOSURES -> asset + "/exposures?limit=10000" + waiting("&", wait);
      case ALERTS -> "/api/v1/alerts?status=all&limit=10000&subject=" + urn + waiting("&", wait);
      case GATE -> asset + "/gate";
    };
  }

  /** The path and the query of a request for the lineage of an asset. */
  static String lineage(String urn, String direction) {
    return "/api/v1/assets/" + urn + "/lineage?depth=" + DEPTH + "&direction=" + direction;
  }

  private static String waiting(String separator, boolean wait) {
    return wait ? separator + "wait=true" : "";
  }
}
