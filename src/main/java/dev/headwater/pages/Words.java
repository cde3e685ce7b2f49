package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.Decision;
import dev.headwater.model.EventType;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of the pages for symbols, numbers and times. */
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The longest text in a heading, in code points. */
  private static final int BRIEF = 300;

  private Words() {}

  /** A text for a heading: all of it, or its beginning and its end if it is long. */
  public static String brief(String text) {
    if (text.codePointCount(0, text.length()) <= BRIEF) {
      return text;
    }
    int half = BRIEF / 2;
    return text.substring(0, text.offsetByCodePoints(0, half))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -half));
  }

  /** A time for people, in UTC. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** A whole number with separators. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with its noun, such as "1 asset" or "2,000 assets". */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A whole percentage; a small share is not rounded to 0, and a large one not to 100. */
  public static String share(long part, long whole) {
    if (whole == 0) {
      return "none";
    }
    long percent = Math.round(100.0 * part / whole);
    if (percent == 0 && part > 0) {
      return "under 1 %";
    }
    return percent == 100 && part < whole ? "over 99 %" : percent + " %";
  }

  /** The name of an asset with its version, without namespace and kind. */
  public static String name(Asset asset) {
    return asset.name() + asset.version().map(version -> "@" + version).orElse("");
  }

  /** What a rule is about, as the title of an alert. */
  public static String title(RuleName rule) {
    return switch (rule) {
      case UNDOCUMENTED_SYNTHETIC -> "Undocumented synthetic data";
      case TRAINED_ON_UNDOCUMENTED_SYNTHETIC -> "Model trained on undocumented synthetic data";
      case UNKNOWN_ORIGIN -> "Data of unknown origin";
      case TRAINED_ON_UNKNOWN_ORIGIN -> "Model trained on data of unknown origin";
      case LOST_EVENTS -> "Events of a producer are missing";
      case DISPARATE_REMOVAL -> "A step removed some groups more than others";
      case GROUP_ERASED -> "A step removed all of a group";
      case FITNESS_GAP -> "Training data falls short of the model's targets";
      case SCALE_WITHOUT_DIVERSITY -> "More data, and less diversity";
      case SELF_CONSUMING_LOOP -> "Model trained on data that it generated itself";
      case SYNTHETIC_ONLY_GROUP -> "A group is represented mostly by synthetic data";
      case UNATTRIBUTED_DECISION -> "No person or organization answers for a decision";
    };
  }

  /** What ends an alert of a rule. */
  public static String remedy(RuleName rule) {
    return switch (rule) {
      case UNDOCUMENTED_SYNTHETIC, TRAINED_ON_UNDOCUMENTED_SYNTHETIC ->
          "Open the origin and record what its documentation lacks. The alert then resolves by"
              + " itself, and so does every other alert about that documentation.";
      case UNKNOWN_ORIGIN, TRAINED_ON_UNKNOWN_ORIGIN ->
          "Record an event that says where the origin comes from. The alert then resolves by"
              + " itself.";
      case LOST_EVENTS ->
          "Start the producer again with the same folder for undelivered events, or find out what"
              + " those events said and send them anew.";
      case DISPARATE_REMOVAL ->
          "If the counts are wrong, send a new event with the right ones, and retract the earlier"
              + " one. If they are right, this version keeps the alert until somebody answers for it"
              + " with a waiver. A new version does not have it if its filter keeps these groups as"
              + " often as the others.";
      case GROUP_ERASED ->
          "If the counts are wrong, send a new event with the right ones, and retract the earlier"
              + " one. If they are right, this version keeps the alert until somebody answers for"
              + " the removal with a waiver. A new version does not have it if it keeps the group.";
      case FITNESS_GAP ->
          "If the targets are not what the model is for, correct them. If they are, this version"
              + " keeps the alert until somebody answers for it with a waiver. A new version does"
              + " not have it if it is trained on enough data of these categories.";
      case SCALE_WITHOUT_DIVERSITY ->
          "Compare this version with the one before it. It keeps the alert until somebody answers"
              + " for it with a waiver. A new version does not have it if data of the categories that"
              + " lost share is added.";
      case SELF_CONSUMING_LOOP ->
          "Train a new version on data that the model did not generate. This version keeps the"
              + " alert until somebody answers for it with a waiver. Data that was collected from"
              + " people, beside the generated data, makes the alert less severe.";
      case SYNTHETIC_ONLY_GROUP ->
          "Make a new version with more data of the group from people, so that more than half of it"
              + " is not synthetic. This version keeps the alert until somebody answers for it with a"
              + " waiver.";
      case UNATTRIBUTED_DECISION ->
          "Send a new event that names the person or organization that made the decision, as an"
              + " agent and in the decision's decidedBy, and retract the earlier event.";
    };
  }

  /** How an alert ended. */
  public static String resolution(Resolution resolution) {
    return lower(resolution);
  }

  /** What an event did. */
  public static String activity(EventType type) {
    return lower(type);
  }

  /** What kind of concern an origin is. */
  public static String kind(OriginKind kind) {
    return switch (kind) {
      case SYNTHETIC -> "synthetic data";
      case UNKNOWN -> "unknown origin";
      case INCOMPLETE -> "inputs not all named";
    };
  }

  /** A text as a sentence: with a capital letter and a full stop. */
  static String sentence(String text) {
    String first = text.substring(0, text.offsetByCodePoints(0, text.isEmpty() ? 0 : 1));
    return first.toUpperCase(Locale.ROOT)
        + text.substring(first.length())
        + (text.endsWith(".") ? "" : ".");
  }

  /** What is said of a version when most of what was on record of it was forgotten. */
  public static String forgotten(Decision decision) {
    return "Most of what was on record of this version was forgotten"
        + decision.decidedAt().map(time -> " on " + time(time)).orElse("")
        + ". Decided by "
        + String.join(", ", decision.decidedBy())
        + ": "
        + sentence(decision.rationale())
        + " Its names, sizes, digests and compositions stay. To use it, send new events that say how"
        + " it was made, and retract those that were forgotten, or make a new version.";
  }

  /** The spelling of a symbol within a sentence. */
  public static String lower(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
