package dev.headwater.drawing;

/**
 * What a box says about its asset. The order is the one in which the words are drawn and read out.
 */
public enum Sign {
  SYNTHETIC("synthetic", "synthetic"),
  DESCENDS_FROM_SYNTHETIC("descends from synthetic", "descends"),
  UNDOCUMENTED("undocumented", "undocumented"),
  PARTLY_DOCUMENTED("partly documented", "partial"),
  DOCUMENTED("documented", "documented"),
  UNKNOWN_ORIGIN("origin unknown", "unknown"),
  WAIVED("waived", "waived"),
  ALERT("alert", "alert"),
  LOOP("self-consuming loop", "loop");

  private final String word;
  private final String key;

  Sign(String word, String key) {
    this.word = word;
    this.key = key;
  }

  /** The words for readers, in lower case. */
  public String word() {
    return word;
  }

  /** The end of its class names: {@code hw-} and this on a box. */
  String key() {
    return key;
  }
}
