package dev.headwater.cli.terminal;

/** The colours of words in answers for people (ECMA-48, Select Graphic Rendition). */
public enum Colour {
  RED("1;31"),
  YELLOW("33"),
  GREEN("32"),
  CYAN("36");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String paint(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
