package dev.headwater.model;

/**
 * A participant that an alert or a command names: an asset, a job, or a producer instance. Two
 * parties are equal if their URNs are equal.
 */
public sealed interface Party permits Asset, Job, ProducerInstance {

  /** The URN in its canonical form. */
  String urn();

  /** The key that decides which partition owns the party. */
  String key();

  /**
   * Parses a URN.
   *
   * @throws InvalidException when the text is not a URN, or not in canonical form
   */
  static Party parse(String urn) {
    if (urn != null && urn.startsWith(Job.SCHEME)) {
      return Job.parse(urn);
    }
    return urn != null && urn.startsWith(ProducerInstance.SCHEME)
        ? ProducerInstance.parse(urn)
        : Asset.parse(urn);
  }
}
