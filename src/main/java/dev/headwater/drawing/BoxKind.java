package dev.headwater.drawing;

/** What a box stands for. */
public enum BoxKind {
  DATASET("dataset"),
  MODEL("model"),
  JOB("job");

  private final String word;

  BoxKind(String word) {
    this.word = word;
  }

  /** The word for readers, in lower case. Also the end of its class names: {@code hw-dataset}. */
  public String word() {
    return word;
  }
}
