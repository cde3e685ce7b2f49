package dev.headwater.dev;

import dev.headwater.codec.registry.SchemaText;

/**
 * One version of a subject.
 *
 * @param id the id of the schema: the same for the same schema in any subject, and never reused
 * @param deleted whether it is softly deleted: not offered any more, but still found by its id
 */
record RegisteredSchema(String subject, int version, int id, SchemaText schema, boolean deleted) {
  RegisteredSchema asDeleted() {
    return new RegisteredSchema(subject, version, id, schema, true);
  }
}
