package dev.headwater.cli;

/**
 * One event as it stands in a file.
 *
 * @param file the file's name as given, {@code -} for standard input
 * @param number the line's number, from 1
 * @param json the line's bytes, without its end
 */
record EventLine(String file, long number, byte[] json) {

  String place() {
    return file + ":" + number;
  }
}
