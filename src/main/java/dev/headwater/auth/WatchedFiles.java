package dev.headwater.auth;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is read from one or more small files, and read again when one of them changes.
 * Thread-safe.
 *
 * <p>It looks at the files at most once a second, when the value is asked for. While a new version
 * is broken or missing, the last good value stays, and one line of the log says what is wrong. A
 * file that is still being written is not taken: if it has changed a moment ago, it must be the
 * same at the next look, and each must be the same before and after it is read.
 *
 * @param <T> an immutable value
 */
public final class WatchedFiles<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A file that is older than this has no writer that is in the middle of it. */
  private static final long SETTLED_MILLIS = 2_000;

  /** Far above any real file of tokens or certificates. */
  private static final long MAX_BYTES = 1 << 20;

  private final List<Path> files;
  private final Function<List<String>, T> parser;
  private final LongSupplier nanos;
  private long lookedAtNanos;
  private Stamp stamp;
  private Stamp unsettled;
  private volatile T value;

  /**
   * Changes whenever a file does. A replaced file has another key, even if it is as old and long.
   *
   * @param text time, size and key of each file
   * @param latestMillis when the latest of them has changed
   */
  private record Stamp(String text, long latestMillis) {

    /** Whether somebody may still be writing. A time to come, of another clock, is recent too. */
    boolean isRecent() {
      return latestMillis > System.currentTimeMillis() - SETTLED_MILLIS;
    }
  }

  /**
   * Reads the files for the first time.
   *
   * @param parser gets the text of each file, in order; throws {@link AuthFileException}
   * @param nanos a clock as {@link System#nanoTime}
   * @throws AuthFileException if a file is missing or wrong
   */
  public WatchedFiles(List<Path> files, Function<List<String>, T> parser, LongSupplier nanos) {
    this.files = List.copyOf(files);
    this.parser = parser;
    this.nanos = nanos;
    this.lookedAtNanos = nanos.getAsLong();
    this.stamp = stamp();
    this.unsettled = stamp;
    this.value = read();
  }

  /** The value of the latest good version. */
  public T get() {
    lookAgain();
    return value;
  }

  private synchronized void lookAgain() {
    long now = nanos.getAsLong();
    if (now - lookedAtNanos < LOOK_NANOS) {
      return;
    }
    lookedAtNanos = now;
    try {
      takeNewVersion();
    } catch (RuntimeException unexpected) {
      // Without its message, which could quote the file. The request goes on with the last value.
      LOG.warn(
          "{}: cannot be read ({}); what was read before stays in force",
          files.get(0),
          unexpected.getClass().getSimpleName());
    }
  }

  private void takeNewVersion() {
    Stamp seen = stamp();
    if (seen.equals(stamp)) {
      return;
    }
    if (seen.isRecent() && !seen.equals(unsettled)) {
      unsettled = seen;
      return;
    }
    try {
      T read = read();
      if (isStill(seen)) {
        value = read;
        LOG.info("{} has changed and is in force", files.get(0));
      }
    } catch (AuthFileException broken) {
      if (isStill(seen)) {
        LOG.warn("{}; what was read before stays in force", broken.getMessage());
      }
    }
  }

  /** Whether the files have not changed while they were read; else the next look takes them. */
  private boolean isStill(Stamp before) {
    boolean still = stamp().equals(before);
    if (still) {
      stamp = before;
    }
    return still;
  }

  private Stamp stamp() {
    StringBuilder all = new StringBuilder();
    long latestMillis = Long.MIN_VALUE;
    for (Path file : files) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        all.append(now.lastModifiedTime()).append(' ').append(now.size());
        all.append(' ').append(now.fileKey()).append('\n');
        latestMillis = Math.max(latestMillis, now.lastModifiedTime().toMillis());
      } catch (IOException missing) {
        all.append("missing\n");
      }
    }
    return new Stamp(all.toString(), latestMillis);
  }

  private T read() {
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(text(file));
    }
    try {
      return parser.apply(texts);
    } catch (AuthFileException wrong) {
      throw wrong;
    } catch (RuntimeException unexpected) {
      throw new AuthFileException(files.get(0) + ": cannot be understood", unexpected);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new AuthFileException(file + ": is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new AuthFileException(file + ": there is no such file", missing);
    } catch (MalformedInputException notText) {
      throw new AuthFileException(file + ": is not UTF-8", notText);
    } catch (IOException unreadable) {
      throw new AuthFileException(file + ": cannot be read", unreadable);
    }
  }
}
