package dev.headwater.quarantine;

/**
 * The topics whose records are put aside.
 *
 * @param events the topic of events
 * @param graph the topic of commands of the first generation; those of later ones end in a hyphen
 *     and a number. A conflict that is noticed there is an event, encoded for the topic of events
 * @param openLineage the topic of OpenLineage events
 */
public record Origins(String events, String graph, String openLineage) {

  /**
   * The topic to which a record is sent again.
   *
   * @throws QuarantineException.Refused if it came from none that is read here
   */
  String destination(Entry entry) {
    String from = entry.origin().topic();
    if (from.equals(events) || isGraph(from)) {
      return events;
    }
    if (from.equals(openLineage)) {
      return openLineage;
    }
    throw new QuarantineException.Refused(
        "Record "
            + entry.id()
            + " does not come from a topic that this Headwater reads ("
            + events
            + ", "
            + openLineage
            + "); it can only be discarded.");
  }

  private boolean isGraph(String topic) {
    return topic.startsWith(graph) && topic.substring(graph.length()).matches("(-[0-9]+)?");
  }
}
