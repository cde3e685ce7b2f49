package dev.headwater.bridge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A record of the changelog of the state about OpenLineage runs that holds JSON.
 *
 * @param subject the run, job or dataset that the row is about
 * @param name the row's name within the subject; "" for its header
 * @param prefix of the value, before the JSON
 * @param json the JSON; may be empty
 */
public record StateRow(String subject, String name, byte[] prefix, byte[] json) {

  /** The row; empty if the record is of another kind, or deletes a row. */
  public static Optional<StateRow> of(byte[] key, byte[] value) {
    if (key == null || key.length == 0 || value == null) {
      return Optional.empty();
    }
    if (key[0] == StoredMemory.HEADERS && value.length >= StoredMemory.HEADER_BYTES) {
      String subject = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
      return Optional.of(split(subject, "", value, StoredMemory.HEADER_BYTES));
    }
    int fixed = 1 + Integer.BYTES + Long.BYTES;
    if (key[0] != StoredMemory.ROWS || key.length < fixed || value.length == 0) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(key, 1, Integer.BYTES).getInt();
    if (length < 0 || length > key.length - fixed) {
      return Optional.empty();
    }
    String subject = new String(key, 1 + Integer.BYTES, length, StandardCharsets.UTF_8);
    String name =
        new String(key, fixed + length, key.length - fixed - length, StandardCharsets.UTF_8);
    return Optional.of(split(subject, name, value, 1));
  }

  private static StateRow split(String subject, String name, byte[] value, int at) {
    return new StateRow(
        subject, name, Arrays.copyOf(value, at), Arrays.copyOfRange(value, at, value.length));
  }

  /** Whether the row says that its subject wrote the dataset, or its subject is the dataset. */
  public boolean makes(String namespace, String dataset) {
    String key = escaped(namespace, "\0", "%00") + "\0" + escaped(dataset, "\0", "%00");
    int slash = name.indexOf('/');
    String told = name.substring(slash + 1);
    boolean output = slash >= 0 && (name.matches("(?s)o\\d+/.*") || name.matches("(?s)[tl]/.*"));
    return (output && List.of(told.split("\0\0")).contains(key))
        || subject.equals(
            "dataset:" + escaped(namespace, ":", "%3A") + ":" + escaped(dataset, ":", "%3A"));
  }

  /** Whether the row has what events said of a job and its run, or of a dataset: by facets. */
  public boolean isStatements() {
    return name.matches("(?s)f\\d+|[io]\\d+/.*");
  }

  private static String escaped(String part, String separator, String code) {
    return part.replace("%", "%25").replace(separator, code);
  }

  /** The value with other JSON. */
  public byte[] with(byte[] otherJson) {
    return ByteBuffer.allocate(prefix.length + otherJson.length).put(prefix).put(otherJson).array();
  }
}
