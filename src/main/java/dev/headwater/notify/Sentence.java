package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** Says in one sentence what an alert is about, and in one line how the subject got it. */
final class Sentence {
  private static final int PATH_ENDS = 10;
  private static final int MAX_CHARS = 4_000;

  private Sentence() {}

  static String of(Alert alert) {
    String subject = alert.subject().urn();
    String origin = alert.origin().urn();
    String text =
        switch (alert.rule()) {
          case UNDOCUMENTED_SYNTHETIC ->
              subject + " is synthetic data that is not documented" + missing(alert);
          case TRAINED_ON_UNDOCUMENTED_SYNTHETIC ->
              subject
                  + " was trained on synthetic data that is not documented, "
                  + origin
                  + missing(alert);
          case UNKNOWN_ORIGIN -> "Nothing says where " + subject + " comes from";
          case TRAINED_ON_UNKNOWN_ORIGIN ->
              subject + " was trained on data of unknown origin, " + origin;
          case LOST_EVENTS ->
              "Events of "
                  + subject
                  + " are missing: numbers "
                  + String.join(", ", alert.missingEvents())
                  + " of "
                  + origin;
          case DISPARATE_REMOVAL ->
              subject + " lost some groups of " + origin + " more than others" + dimension(alert);
          case GROUP_ERASED -> subject + " lost all of a group of " + origin + dimension(alert);
          case FITNESS_GAP ->
              "The training data of " + subject + " falls short of its targets" + dimension(alert);
          case SCALE_WITHOUT_DIVERSITY ->
              subject + " is larger and less diverse than " + origin + dimension(alert);
          case SELF_CONSUMING_LOOP ->
              subject + " was trained on data that it generated itself, " + origin;
          case SYNTHETIC_ONLY_GROUP ->
              "A group in "
                  + subject
                  + " is represented mostly by synthetic data"
                  + dimension(alert);
          case UNATTRIBUTED_DECISION ->
              "No person or organization answers for a decision about " + subject;
        };
    return cut(text);
  }

  /** The path with its first and last {@value #PATH_ENDS} assets. */
  static String path(Alert alert) {
    List<String> urns = new ArrayList<>();
    List<Asset> path = alert.path();
    int hidden = path.size() - 2 * PATH_ENDS;
    for (int i = 0; i < path.size(); i++) {
      if (hidden <= 1 || i < PATH_ENDS || i >= PATH_ENDS + hidden) {
        urns.add(path.get(i).urn());
      } else if (i == PATH_ENDS) {
        urns.add("(" + hidden + " more)");
      }
    }
    return cut(String.join(" -> ", urns));
  }

  private static String missing(Alert alert) {
    return alert.missing().isEmpty()
        ? ""
        : " (missing: "
            + String.join(", ", alert.missing().stream().map(Condition::text).toList())
            + ")";
  }

  private static String dimension(Alert alert) {
    return alert.dimension().isEmpty() ? "" : " (" + alert.dimension() + ")";
  }

  private static String cut(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end) + "…";
  }
}
