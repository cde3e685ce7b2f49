package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What readers hear, or see when they point at a part of the drawing. */
final class Wording {
  private Wording() {}

  static String of(Box box) {
    StringBuilder words = new StringBuilder(box.kind().word()).append(' ').append(box.fullName());
    box.signs().forEach(sign -> words.append(", ").append(sign.word()));
    if (box.inputs().isAny()) {
      words.append(", ").append(box.inputs().words("input"));
    }
    if (box.outputs().isAny()) {
      words.append(", ").append(box.outputs().words("output"));
    }
    return Labels.readable(words.toString());
  }

  /** For the button of hidden neighbours. It begins with what the button shows. */
  static String ofHidden(Box box, Hidden hidden, String singular) {
    return Labels.readable(hidden.button() + ": " + hidden.words(singular) + ", " + box.fullName());
  }

  static String of(Arrow arrow, Map<String, Box> boxes) {
    String ends = boxes.get(arrow.from()).fullName() + " → " + boxes.get(arrow.to()).fullName();
    return Labels.readable(
        (arrow.label().isBlank() ? "" : arrow.label() + ": ")
            + ends
            + (arrow.inferred() ? ", inferred" : "")
            + (arrow.back() ? ", leads back" : ""));
  }

  /** All that a box shows, line by line, for formats that cut nothing. */
  static List<String> lines(Box box) {
    List<String> lines = new ArrayList<>();
    lines.add(box.kind().word() + (box.namespace().isEmpty() ? "" : " " + box.namespace()));
    lines.add(box.name());
    if (!box.version().isEmpty()) {
      lines.add("version " + box.version());
    }
    if (!box.signs().isEmpty()) {
      lines.add(box.signs().stream().map(Sign::word).collect(Collectors.joining(", ")));
    }
    if (box.inputs().isAny()) {
      lines.add(box.inputs().words("input"));
    }
    if (box.outputs().isAny()) {
      lines.add(box.outputs().words("output"));
    }
    return lines;
  }

  /** The label of an arrow in formats in which nobody can point at it. */
  static String label(Arrow arrow) {
    List<String> words = new ArrayList<>();
    if (!arrow.label().isBlank()) {
      words.add(arrow.label());
    }
    if (arrow.inferred()) {
      words.add("inferred");
    }
    if (arrow.back()) {
      words.add("leads back");
    }
    return String.join(", ", words);
  }
}
