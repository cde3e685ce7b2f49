package dev.headwater.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Terminals of tests. */
public final class Terminals {

  private Terminals() {}

  /** A terminal whose output is a pipe, with text as its input. */
  public static Terminal pipe(Writer out, Writer err, String in, Map<String, String> environment) {
    return new Terminal(
        new PrintWriter(out, true),
        OutputStream.nullOutputStream(),
        new PrintWriter(err, true),
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        false,
        () -> 0,
        false,
        environment);
  }

  /**
   * The same, but standard output is a window.
   *
   * @param columns how wide the window is; 0 if that is not known
   */
  public static Terminal window(Terminal pipe, int columns) {
    return new Terminal(
        pipe.out(),
        pipe.bytes(),
        pipe.err(),
        pipe.in(),
        true,
        () -> columns,
        false,
        pipe.environment());
  }

  /** The same, with a stream for output that is not text. */
  public static Terminal bytes(Terminal terminal, OutputStream bytes) {
    return new Terminal(
        terminal.out(),
        bytes,
        terminal.err(),
        terminal.in(),
        terminal.outIsTerminal(),
        terminal.window(),
        terminal.watched(),
        terminal.environment());
  }
}
