package dev.headwater.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The environment of a command: its streams, its variables, and whether a person watches.
 *
 * @param out for answers; always UTF-8, whatever the locale, so that JSON and asset names survive a
 *     pipe
 * @param err for errors and progress; UTF-8
 * @param in standard input
 * @param watched true if standard error is a terminal that can redraw a line
 * @param environment the environment variables
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    boolean watched,
    Map<String, String> environment) {

  /** The streams and variables of this process. */
  static Terminal system() {
    return new Terminal(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.in,
        standardErrorIsTerminal(System.getenv()),
        Map.copyOf(System.getenv()));
  }

  /** Prints an error as one line, even if the message has several. */
  void error(String message) {
    err.println("headwater: " + Text.oneLine(message));
    err.flush();
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /**
   * Does not rely on System.console() alone: it reports on standard input and output, not on
   * standard error, and since Java 22 on neither.
   */
  private static boolean standardErrorIsTerminal(Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM"))) {
      return false;
    }
    Path link = Path.of("/proc/self/fd/2");
    if (!Files.isSymbolicLink(link)) {
      return environment.containsKey("TERM") && System.console() != null;
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException unreadable) {
      return false; // no progress is the safe answer: it never garbles a log
    }
  }
}
