package dev.headwater.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A dataset on disk, one sample per line ({@code language TAB kind TAB text}, UTF-8), with
 * measurements. They are taken from the bytes in the file, not from the samples that the caller
 * wanted to write.
 *
 * @param path the file
 * @param records the number of its lines
 * @param bytes its length in bytes
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 * @param byLanguage number of lines by language
 */
record DataFile(
    Path path, long records, long bytes, String sha256, SortedMap<String, Long> byLanguage) {

  DataFile {
    byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
  }

  /** Writes the samples, replaces the file if there is one, and measures the result. */
  static DataFile write(Path path, List<Sample> samples) throws IOException {
    try (var out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
      for (Sample sample : samples) {
        out.write(sample.language() + '\t' + sample.kind() + '\t' + sample.text() + '\n');
      }
    }
    return measure(path);
  }

  /** Measures a file. */
  static DataFile measure(Path path) throws IOException {
    List<Sample> samples = read(path);
    return new DataFile(
        path, samples.size(), Files.size(path), Sha256.of(path), Sample.countByLanguage(samples));
  }

  List<Sample> read() throws IOException {
    return read(path);
  }

  private static List<Sample> read(Path path) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
          throw new IOException(
              path + ":" + (samples.size() + 1) + ": expected language TAB kind TAB text");
        }
        samples.add(new Sample(fields[0], Sample.Kind.valueOf(fields[1]), fields[2]));
      }
    }
    return samples;
  }
}
