package dev.headwater.model;

/** Why an asset is an origin of exposure. */
public enum OriginKind {
  /** It is synthetic data. */
  SYNTHETIC,
  /** It is used, and no live event says where it comes from. */
  UNKNOWN,
  /** It was made by an event that says that its inputs are incomplete. */
  INCOMPLETE
}
