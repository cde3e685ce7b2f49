package dev.headwater.model;

/** Why an asset is an origin of exposure. */
public enum OriginKind {
  /** It is synthetic data. */
  SYNTHETIC,
  /** It is used, and no live event says where it comes from. */
  UNKNOWN,
  /** An event that made it says that it does not name all inputs. */
  INCOMPLETE
}
