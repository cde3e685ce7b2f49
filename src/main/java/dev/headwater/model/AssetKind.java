package dev.headwater.model;

/** What an asset is a version of. */
public enum AssetKind {
  DATASET,
  MODEL
}
