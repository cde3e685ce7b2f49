package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Facts for which a bill of materials has no field, as names and texts. SPDX and CycloneDX have the
 * same mechanism for them, so both formats use the same names.
 *
 * <p>Every name begins with {@code headwater:}, which stands for the namespace {@link #NAMESPACE}.
 * The rest is one of these:
 *
 * <ul>
 *   <li>The path of a field in the JSON form of an event, such as {@code
 *       headwater:synthesize.purpose}. A list gives one property for each item. If the field has
 *       fields of its own, the value is JSON in the form of events.
 *   <li>The name of a field in the summary of an asset: {@code synthetic}, {@code documentation},
 *       {@code missing}, {@code records}, {@code bytes}, {@code sha256}, {@code composition},
 *       {@code inputsComplete}, {@code attributes}, {@code producedBy}.
 *   <li>{@code urn}: the asset. {@code originKnown}: whether an event says where it comes from.
 *       {@code state}: what is not known of an asset.
 *   <li>{@code link}: one way in which an asset went into another, with {@code inferred} if it is
 *       only inferred.
 *   <li>{@code leftOut}: what the document lacks because a list was not read to its end.
 *   <li>{@code notStated}: a field of the standard that the document lacks because no event states
 *       it.
 * </ul>
 *
 * <p>Blank texts and placeholders state nothing, so they give no property. Instances are confined
 * to one thread.
 */
final class BomProperties {
  static final String NAMESPACE = Vocabulary.NAMESPACE;
  static final String PREFIX = "headwater";

  /** A fact. */
  record Property(String name, String value) {}

  private final List<Property> list = new ArrayList<>();

  List<Property> list() {
    return List.copyOf(list);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Adds a text of an event, unless it is blank or a placeholder. */
  BomProperties text(String name, String value) {
    return Placeholder.counts(value) ? fact(name, value) : this;
  }

  BomProperties texts(String name, List<String> values) {
    values.forEach(value -> text(name, value));
    return this;
  }

  BomProperties count(String name, OptionalLong value) {
    value.ifPresent(number -> fact(name, Long.toString(number)));
    return this;
  }

  /** Adds a value that is no text of an event. */
  BomProperties fact(String name, String value) {
    list.add(new Property(PREFIX + ':' + name, value));
    return this;
  }

  BomProperties json(String name, JsonNode value) {
    return value.isEmpty() ? this : fact(name, value.toString());
  }

  BomProperties all(BomProperties more) {
    list.addAll(more.list);
    return this;
  }
}
