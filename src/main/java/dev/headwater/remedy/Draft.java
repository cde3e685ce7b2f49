package dev.headwater.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An event that is written down with blanks. It begins as a valid event, with stand-ins where a
 * value is not known. Each stand-in is then replaced by a blank. Not thread-safe.
 */
final class Draft {
  /** A text that stands in until the blank replaces it. It never reaches a form. */
  static final String STAND_IN = Blank.TODO;

  private static final UUID NO_ID = new UUID(0, 0);

  private final ObjectNode json;
  private final List<Blank> blanks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Draft(LineageEvent event) {
    this.json = EventJson.write(event);
  }

  /** Begins an event of the run that the event {@code like} reports. */
  static Draft of(LineageEvent.Builder event, LineageEvent like) {
    return begin(event.producer(like.producer()).job(like.job()).run(like.run()));
  }

  /** Begins an event of a run that nobody has named. */
  static Draft of(LineageEvent.Builder event) {
    return begin(event.producer(STAND_IN).job(new Job(STAND_IN, STAND_IN)).run(STAND_IN))
        .blank(Blank.EMPTY, "the code or the person that reports this", "producer")
        .blank(Blank.EMPTY, "the namespace of the job or activity that reports", "job", "namespace")
        .blank(Blank.EMPTY, "the name of that job or activity", "job", "name")
        .blank(Blank.EMPTY, "which execution of it, such as a date", "run");
  }

  private static Draft begin(LineageEvent.Builder event) {
    return new Draft(event.eventId(NO_ID).eventTime(Instant.EPOCH).build())
        .blank(Blank.TODO, "a new random UUID", "eventId")
        .blank(Blank.TODO, "the time now, such as 2026-11-22T10:00:00Z", "eventTime");
  }

  /**
   * Leaves a place blank.
   *
   * @param marker the text that the server refuses there, or does not count
   * @param what what to write there
   * @param path field names, and positions in lists
   */
  Draft blank(String marker, String what, String... path) {
    JsonNode node = json;
    for (int i = 0; i < path.length - 1; i++) {
      node = node.isArray() ? node.get(Integer.parseInt(path[i])) : node.get(path[i]);
    }
    ((ObjectNode) node).put(path[path.length - 1], marker);
    blanks.add(new Blank(spelled(path), marker, what));
    return this;
  }

  /**
   * Leaves a whole parameter blank, name and value. The name is an empty text, because any other
   * would count as the name of a parameter.
   */
  Draft blankParameter(String... path) {
    JsonNode node = json;
    for (String field : path) {
      node = node.get(field);
    }
    ((ObjectNode) node).removeAll();
    ((ObjectNode) node).put(Blank.EMPTY, Blank.TODO);
    String spelled = spelled(path);
    blanks.add(new Blank(spelled, Blank.EMPTY, "the name of a parameter, such as temperature"));
    blanks.add(new Blank(spelled + "[\"\"]", Blank.TODO, "its value"));
    return this;
  }

  /** Spells a path as the errors of the event reader do. */
  private static String spelled(String... path) {
    StringBuilder spelled = new StringBuilder();
    for (int i = 0; i < path.length; i++) {
      if (i > 0 && path[i - 1].equals("parameters")) {
        spelled.append("[\"").append(Phrase.of(path[i])).append("\"]");
      } else if (i > 0 && Character.isDigit(path[i].charAt(0))) {
        spelled.append('[').append(path[i]).append(']');
      } else {
        spelled.append(i == 0 ? "" : ".").append(path[i]);
      }
    }
    return spelled.toString();
  }

  Draft note(String sentence) {
    notes.add(sentence);
    return this;
  }

  ObjectNode json() {
    return json;
  }

  List<Blank> blanks() {
    return blanks;
  }

  List<String> notes() {
    return notes;
  }
}
