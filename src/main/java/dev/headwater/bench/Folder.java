package dev.headwater.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders on disk: their size, and their end. */
final class Folder {
  private Folder() {}

  /** Deletes it with all that is in it, also while others still delete there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** How many bytes the files in it have; those that go away meanwhile count nothing. */
  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        try {
          bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (NoSuchFileException gone) {
          continue;
        }
      }
    }
    return bytes;
  }
}
