package dev.headwater.model;

import java.time.Duration;

/** The limits of the event format. All are inclusive. */
public final class Limits {
  /** Any text, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 64 * 1024;

  /**
   * Namespace, name and version of an asset, namespace and name of a job, producer, run, ids of
   * agents and decisions, and keys of maps; in Unicode code points.
   */
  public static final int ID_CODE_POINTS = 512;

  /** Inputs of an event. */
  public static final int INPUTS = 10_000;

  /** Outputs of an event. */
  public static final int OUTPUTS = 1_000;

  /** Inputs times outputs of an event. */
  public static final int EDGES = 100_000;

  /**
   * Agents, decisions, prompts and filters, and the entries of each map other than the counts of a
   * composition.
   */
  public static final int ENTRIES = 1_000;

  /** Categories of one composition. */
  public static final int CATEGORIES = 10_000;

  /** Items of each list that has no limit of its own, so that every list has a limit. */
  public static final int LIST_ITEMS = 10_000;

  /** Items of each list in an {@link AssetSummary}. The newest items are kept. */
  public static final int SUMMARY_ITEMS = 100;

  /** The default limit for the body of one request, in bytes. */
  public static final int BODY_BYTES = 5 * 1024 * 1024;

  /** How far the time of an event may lie after its arrival, because clocks can be wrong. */
  public static final Duration FUTURE = Duration.ofHours(24);

  private Limits() {}
}
