package dev.headwater.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads EVENTS.md. */
public final class EventsPage {
  static final String TEXT = read(Path.of("src/docs/EVENTS.md"));

  private EventsPage() {}

  /** Returns the code blocks of the page in a language, in order. */
  public static List<String> blocks(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(TEXT)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }
}
