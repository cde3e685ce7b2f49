package dev.headwater.openlineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * The time of a statement. The later one of two statements counts. If the times are equal, the
 * digest of the statements decides, so that every order of arrival gives the same result.
 */
record Moment(Instant time, String digest) implements Comparable<Moment> {

  @JsonCreator
  static Moment parse(String text) {
    int slash = text.indexOf('/');
    return new Moment(Instant.parse(text.substring(0, slash)), text.substring(slash + 1));
  }

  @JsonValue
  String text() {
    return time + "/" + digest;
  }

  @Override
  public int compareTo(Moment other) {
    int byTime = time.compareTo(other.time);
    return byTime != 0 ? byTime : digest.compareTo(other.digest);
  }
}
