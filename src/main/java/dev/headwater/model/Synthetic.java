package dev.headwater.model;

/** Whether an asset is synthetic, or descends from synthetic data. */
public enum Synthetic {
  YES,
  INHERITED,
  NO,
  UNKNOWN
}
