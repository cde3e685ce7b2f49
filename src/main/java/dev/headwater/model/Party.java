package dev.headwater.model;

/**
 * Whom or what an alert or a command names: an asset, a job, or an instance of a producer. Identity
 * is the URN.
 */
public sealed interface Party permits Asset, Job, ProducerInstance {

  /** The canonical spelling. */
  String urn();

  /** What decides which partition owns it. */
  String key();

  /**
   * Reads a URN.
   *
   * @throws InvalidException when the text is no URN, or not the canonical spelling of one, which
   *     the message then names
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
