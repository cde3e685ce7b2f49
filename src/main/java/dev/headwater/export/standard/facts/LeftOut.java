package dev.headwater.export.standard.facts;

import dev.headwater.export.Bounded;
import dev.headwater.model.LineageEvent;
import java.util.ArrayList;
import java.util.List;

/** Says what is on record and not among the facts of a document. */
public final class LeftOut {
  private LeftOut() {}

  /** One sentence for each list that is cut off; empty if nothing is left out. */
  public static List<String> of(ExportFacts facts) {
    List<String> sentences = new ArrayList<>(facts.leftOut());
    add(sentences, facts.syntheses(), "events that make the asset synthetic");
    add(sentences, facts.trainings(), "events that train the asset");
    add(sentences, facts.others(), "other events that make the asset");
    add(sentences, facts.documents(), "DOCUMENT events about the asset");
    return List.copyOf(sentences);
  }

  private static void add(List<String> sentences, Bounded<LineageEvent> events, String what) {
    int shown = events.items().size();
    if (!events.exact()) {
      sentences.add("The document has " + shown + " " + what + "; there may be more.");
    } else if (events.total() > shown) {
      sentences.add("The document has " + shown + " of " + events.total() + " " + what + ".");
    }
  }
}
