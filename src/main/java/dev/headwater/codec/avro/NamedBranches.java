package dev.headwater.codec.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Keeps Avro from taking a record for another one that merely looks like it.
 *
 * <p>Where a reader's union has no branch with the name of the writer's record, Avro takes the
 * first branch whose required fields the record has. A later version may send a command that this
 * one does not know, and Avro would then read it as some command with fewer fields. So, where the
 * reader has several records to choose from, a record of the writer that none of them is named like
 * becomes a type that no reader has, and reading it fails. Where the reader has one record, there
 * is nothing to confuse, and it is read as before. Aliases are not supported: no schema here has
 * any. Not thread-safe.
 */
final class NamedBranches {
  /** The records of the result, by the written and the wanted record: schemas may be recursive. */
  private final Map<Schema, Map<Schema, Schema>> done = new IdentityHashMap<>();

  private NamedBranches() {}

  /**
   * Returns the written schema for reading with the wanted one.
   *
   * @param written describes the bytes
   * @param wanted the reader's
   */
  static Schema of(Schema written, Schema wanted) {
    return new NamedBranches().convert(written, wanted);
  }

  private Schema convert(Schema written, Schema wanted) {
    if (written.isUnion()) {
      return Schema.createUnion(
          written.getTypes().stream().map(branch -> branch(branch, wanted)).toList());
    }
    return wanted.isUnion() ? branch(written, wanted) : same(written, wanted);
  }

  private Schema branch(Schema written, Schema wanted) {
    List<Schema> candidates =
        (wanted.isUnion() ? wanted.getTypes() : List.of(wanted))
            .stream().filter(candidate -> candidate.getType() == written.getType()).toList();
    if (written.getType() != Schema.Type.RECORD || candidates.size() < 2) {
      return candidates.isEmpty() ? written : same(written, candidates.get(0));
    }
    return candidates.stream()
        .filter(candidate -> candidate.getFullName().equals(written.getFullName()))
        .findFirst()
        .map(named -> same(written, named))
        .orElseGet(() -> Schema.createFixed(written.getName(), null, written.getNamespace(), 0));
  }

  private Schema same(Schema written, Schema wanted) {
    if (written.getType() != wanted.getType()) {
      return written;
    }
    return switch (written.getType()) {
      case RECORD -> record(written, wanted);
      case ARRAY -> Schema.createArray(convert(written.getElementType(), wanted.getElementType()));
      case MAP -> Schema.createMap(convert(written.getValueType(), wanted.getValueType()));
      default -> written;
    };
  }

  private Schema record(Schema written, Schema wanted) {
    Map<Schema, Schema> ofWritten = done.computeIfAbsent(written, any -> new IdentityHashMap<>());
    Schema known = ofWritten.get(wanted);
    if (known != null) {
      return known;
    }
    Schema record =
        Schema.createRecord(
            written.getName(), written.getDoc(), written.getNamespace(), written.isError());
    ofWritten.put(wanted, record);
    Map<String, Schema> fields = new HashMap<>();
    wanted.getFields().forEach(field -> fields.put(field.name(), field.schema()));
    List<Schema.Field> converted = new ArrayList<>();
    for (Schema.Field field : written.getFields()) {
      Schema reader = fields.get(field.name());
      // What the reader does not have is skipped, and the written schema says how.
      converted.add(
          new Schema.Field(
              field.name(),
              reader == null ? field.schema() : convert(field.schema(), reader),
              field.doc()));
    }
    record.setFields(converted);
    return record;
  }
}
