package dev.headwater.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Measures and deletes folders on disk. */
public final class Folder {
  private Folder() {}

  /** Deletes a folder with its content, also if others delete files there at the same time. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The total size of the files in a folder; files that disappear meanwhile count 0. */
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
