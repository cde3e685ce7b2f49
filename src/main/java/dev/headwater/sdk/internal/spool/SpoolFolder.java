package dev.headwater.sdk.internal.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of a spool and the files in it, by owner. Safe for use by several threads. */
final class SpoolFolder {

  private static final Pattern SEGMENT_NAME =
      Pattern.compile("(.+)-(\\d{8,18})" + Pattern.quote(Segment.SUFFIX));

  private final Path folder;

  private SpoolFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder. Creates it, accessible only to its owner, if it does not exist. */
  static SpoolFolder open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(absolute, PrivateFiles.folder(absolute));
    }
    return new SpoolFolder(absolute.toRealPath());
  }

  Path path() {
    return folder;
  }

  Path segmentFile(String owner, long number) {
    return folder.resolve(Segment.fileName(owner, number));
  }

  /** Returns the size in bytes of all segments, of all owners. */
  long bytes() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Segment.SUFFIX)) {
      for (Path file : files) {
        bytes += size(file);
      }
    }
    return bytes;
  }

  /**
   * Returns the segments by owner, each owner's in order. Includes owners that have only a lock
   * file.
   */
  Map<String, List<Segment>> segments() throws IOException {
    Map<String, List<Segment>> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        Matcher segment = SEGMENT_NAME.matcher(name);
        if (segment.matches()) {
          String owner = segment.group(1);
          found
              .computeIfAbsent(owner, one -> new ArrayList<>())
              .add(new Segment(file, owner, Long.parseLong(segment.group(2))));
        } else if (name.endsWith(SpoolLock.LOCK_SUFFIX)) {
          String owner = name.substring(0, name.length() - SpoolLock.LOCK_SUFFIX.length());
          found.computeIfAbsent(owner, one -> new ArrayList<>());
        }
      }
    }
    found.values().forEach(list -> list.sort(Comparator.comparingLong(one -> one.number)));
    return found;
  }

  /**
   * Returns the size of a file; 0 if it is gone, because other processes delete their files at any
   * time.
   */
  static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
