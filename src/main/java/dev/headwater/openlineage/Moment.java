package dev.headwater.openlineage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/**
 * When something was said: what decides between two statements. Ties of time go by the digest of
 * what was said, so that every order of arrival comes to the same end.
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
