package dev.headwater.cli.terminal;

import dev.headwater.model.TraceParent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The environment of a command: its streams, its variables, and whether a person watches. Only this
 * class decides whether output is coloured and how wide it is.
 *
 * @param out for answers; always UTF-8, whatever the locale, so that JSON and asset names survive a
 *     pipe
 * @param bytes the stream below {@code out}, for answers that are not text; a command uses one of
 *     the two
 * @param err for errors and progress; UTF-8
 * @param in standard input
 * @param outIsTerminal true if standard output is a terminal
 * @param window how many columns the window of the terminal has; 0 if it is not known
 * @param watched true if standard error is a terminal that can redraw a line
 * @param environment the environment variables
 */
public record Terminal(
    PrintWriter out,
    OutputStream bytes,
    PrintWriter err,
    InputStream in,
    boolean outIsTerminal,
    IntSupplier window,
    boolean watched,
    Map<String, String> environment) {

  static final String TRACE_VARIABLE = "TRACEPARENT";

  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int USUAL_COLUMNS = 80;

  /** A narrower window is not worth breaking lines for: hardly a word would fit. */
  private static final int FEWEST_COLUMNS = 20;

  /** The streams and variables of this process. */
  public static Terminal system() {
    Map<String, String> environment = Map.copyOf(System.getenv());
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    return new Terminal(
        utf8(out),
        out,
        utf8(new FileOutputStream(FileDescriptor.err)),
        System.in,
        isTerminal(STANDARD_OUTPUT, environment),
        new WindowSize(),
        !isDumb(environment) && isTerminal(STANDARD_ERROR, environment),
        environment);
  }

  /** The same, but what commands write to standard output goes to standard error. */
  public Terminal withOutToErr() {
    return new Terminal(
        err, OutputStream.nullOutputStream(), err, in, false, window, watched, environment);
  }

  /** Prints an error as one line, even if the message has several. */
  public void error(String message) {
    err.println("headwater: " + Text.oneLine(message));
    err.flush();
  }

  /**
   * Prints a line for people to standard output. On a terminal it is broken between words; what
   * reads a pipe gets one line.
   */
  public void print(String line) {
    if (outIsTerminal) {
      Wrapping.lines(line, columns()).forEach(out::println);
    } else {
      out.println(line);
    }
  }

  /**
   * The text in a colour; as it is if standard output is no terminal, or the user wants no colours:
   * NO_COLOR has a value (no-color.org), or TERM is {@code dumb}.
   */
  public String paint(Colour colour, String text) {
    boolean plain =
        !outIsTerminal
            || isDumb(environment)
            || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return plain ? text : colour.paint(text);
  }

  /** The width of the window: COLUMNS if it is set, else as the terminal states it, else 80. */
  private int columns() {
    String set = environment.getOrDefault("COLUMNS", "").strip();
    int columns = set.matches("[1-9]\\d{0,4}") ? Integer.parseInt(set) : window.getAsInt();
    return columns == 0 ? USUAL_COLUMNS : Math.max(columns, FEWEST_COLUMNS);
  }

  /**
   * The trace that the command runs in: TRACEPARENT, as OpenTelemetry passes it to a process. Empty
   * if the variable is not set or invalid.
   */
  public Optional<TraceParent> traceParent() {
    return TraceParent.parse(environment.getOrDefault(TRACE_VARIABLE, "").strip());
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static boolean isDumb(Map<String, String> environment) {
    return "dumb".equals(environment.get("TERM"));
  }

  /**
   * Does not rely on System.console() alone: it reports on standard input and output, not on
   * standard error, and since Java 22 on neither.
   */
  private static boolean isTerminal(int descriptor, Map<String, String> environment) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (!Files.isSymbolicLink(link)) {
      return environment.containsKey("TERM") && System.console() != null;
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException unreadable) {
      return false; // plain text and no progress are the safe answer: they never garble a log
    }
  }
}
