package dev.headwater.dev;

import dev.headwater.codec.registry.SchemaText;

/**
 * A version of a subject.
 *
 * @param id of the schema: the same for the same schema in any subject, and never used again
 * @param deleted softly: no longer offered, still found by id
 */
record RegisteredSchema(String subject, int version, int id, SchemaText schema, boolean deleted) {
  RegisteredSchema asDeleted() {
    return new RegisteredSchema(subject, version, id, schema, true);
  }
}
