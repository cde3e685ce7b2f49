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

/** The folder of a spool, and whose what in it is. Safe for use by several threads. */
final class SpoolFolder {

  private static final Pattern SEGMENT_NAME =
      Pattern.compile("(.+)-(\\d{8,18})" + Pattern.quote(Segment.SUFFIX));

  private final Path folder;

  private SpoolFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, and creates it if it is not there, for its owner's eyes only. */
  static SpoolFolder open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(absolute, OwnerOnly.folder(absolute));
    }
    return new SpoolFolder(absolute.toRealPath());
  }

  Path path() {
    return folder;
  }

  Path segmentFile(String owner, long number) {
    return folder.resolve(Segment.fileName(owner, number));
  }

  /** What all segments take, whoever they belong to. */
  long bytes() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Segment.SUFFIX)) {
      for (Path file : files) {
        bytes += size(file);
      }
    }
    return bytes;
  }

  /** The segments by owner, each owner's in order; also owners that have but a lock. */
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
        } else if (name.endsWith(Owner.LOCK_SUFFIX)) {
          String owner = name.substring(0, name.length() - Owner.LOCK_SUFFIX.length());
          found.computeIfAbsent(owner, one -> new ArrayList<>());
        }
      }
    }
    found.values().forEach(list -> list.sort(Comparator.comparingLong(one -> one.number)));
    return found;
  }

  /** 0 where it is gone: others delete theirs at any time. */
  static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
