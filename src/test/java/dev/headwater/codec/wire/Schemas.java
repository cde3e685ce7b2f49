package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;

/** A registry in memory. Its ids count from 1. */
final class Schemas implements SchemaLookup, SchemaRegistration {
  final List<String> subjects = new ArrayList<>();
  private final List<String> schemas = new ArrayList<>();
  boolean away;
  int asked;

  @Override
  public String schemaById(int id) {
    ask();
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("no schema " + id, null);
    }
    return schemas.get(id - 1);
  }

  @Override
  public int register(String subject, String schemaJson) {
    ask();
    subjects.add(subject);
    schemas.add(schemaJson);
    return schemas.size();
  }

  private void ask() {
    asked++;
    if (away) {
      throw new RegistryUnavailableException("away", null);
    }
  }
}
