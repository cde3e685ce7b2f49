package dev.headwater.model;

/** Whether an asset is a dataset or a model. */
public enum AssetKind {
  DATASET,
  MODEL
}
