package dev.headwater.openlineage;

import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What Headwater keeps of one subject (a run, a job or a dataset) between two of its events: small
 * rows by key, sorted by the code points of the key. If there are any rows, the row {@link #HEADER}
 * is one of them.
 */
public interface Memory {
  /** The key of the row that is read with every event. */
  String HEADER = "";

  Optional<byte[]> get(String key);

  void put(String key, byte[] value);

  void delete(String key);

  /**
   * Visits the rows whose keys begin with {@code prefix} (which is not empty), in order, from the
   * first key that is greater than {@code after}, until {@code visit} returns false.
   */
  void scan(String prefix, String after, BiPredicate<String, byte[]> visit);
}
